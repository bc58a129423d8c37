// Asks relay-compiler whether it accepts schema.graphql: a fragment with @connection for every connection of the schema, a
// refetchable one for every Node and one on Node itself, compiled in a temporary folder. A schema without Node, or with
// one that its node(id:) does not answer with, is refused: Relay could refetch nothing of it.
//
//   node scripts/check-relay.mjs [schema.graphql]

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildSchema, getNamedType, isInterfaceType, isNonNullType, isObjectType } from "graphql";
import compiler from "relay-compiler";

const file = path.resolve(process.argv[2] ?? "schema.graphql");
const schema = buildSchema(fs.readFileSync(file, "utf8"));

/** Ends the check with a sentence. */
function refuse(why) {
  console.error(`${path.basename(file)}: ${why}`);
  process.exit(1);
}

const node = schema.getType("Node");
const query = schema.getQueryType()?.getFields() ?? {};
if (!isInterfaceType(node) || String(node.getFields().id?.type) !== "ID!") refuse("there is no interface Node with id: ID!");
if (String(query.node?.type) !== "Node" || String(query.node.args.find((each) => each.name === "id")?.type) !== "ID!")
  refuse("there is no query node(id: ID!): Node");
if (String(query.nodes?.type) !== "[Node]!" || String(query.nodes.args.find((each) => each.name === "ids")?.type) !== "[ID!]!")
  refuse("there is no query nodes(ids: [ID!]!): [Node]!");

const fragments = [`fragment check_Node on Node @refetchable(queryName: "checkNodeQuery") { __typename id }`];
let connections = 0;
let nodes = 0;
for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith("__")) continue;
  const isNode = type.getInterfaces().some((each) => each.name === "Node");
  if (isNode) {
    nodes += 1;
    const name = `check_${type.name}`;
    fragments.push(`fragment ${name} on ${type.name} @refetchable(queryName: "check${type.name}Query") { id }`);
  }
  for (const field of Object.values(type.getFields())) {
    const connection = getNamedType(field.type);
    if (!isObjectType(connection) || !connection.name.endsWith("Connection")) continue;
    const needed = field.args.filter((each) => isNonNullType(each.type) && each.defaultValue === undefined);
    if (needed.length > 0 || !field.args.some((each) => each.name === "first")) continue;
    connections += 1;
    const name = `check_${type.name}_${field.name}`;
    fragments.push(
      `fragment ${name} on ${type.name} { ${field.name}(first: 5) @connection(key: "${name}_${field.name}") { edges { node { __typename } } } }`,
    );
  }
}
if (nodes === 0) refuse("no type is a Node");
if (connections === 0) refuse("no list is a connection");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "commonweal-relay-"));
try {
  fs.mkdirSync(path.join(folder, "src"));
  fs.copyFileSync(file, path.join(folder, "schema.graphql"));
  fs.writeFileSync(
    path.join(folder, "src/check.js"),
    fragments.map((text) => `graphql\`${text}\`;`).join("\n"),
  );
  fs.writeFileSync(
    path.join(folder, "relay.config.json"),
    JSON.stringify({ src: "src", language: "javascript", schema: "schema.graphql", artifactDirectory: "out" }),
  );
  fs.mkdirSync(path.join(folder, "out"));
  const done = spawnSync(compiler, ["relay.config.json"], { cwd: folder, encoding: "utf8" });
  if (done.status !== 0) {
    console.error(done.stdout + done.stderr);
    process.exitCode = 1;
  } else {
    console.log(`relay-compiler accepts the schema: ${connections} connections, ${nodes} nodes, and Node itself`);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
