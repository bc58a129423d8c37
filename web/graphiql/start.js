// Starts GraphiQL on its page. React, ReactDOM and GraphiQL come before it, as files of our own.

const place = document.getElementById("graphiql");
const question = `# It is asked as you, if you are signed in.
# The book tells what there is to ask.

{
  council {
    name
  }
  opportunities(first: 5) {
    nodes {
      reference
      title
    }
  }
}
`;

ReactDOM.createRoot(place).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: place.dataset.endpoint }),
    defaultQuery: question,
    defaultEditorToolsVisibility: false,
  }),
);
