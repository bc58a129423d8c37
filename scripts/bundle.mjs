// Puts dist/ together from what Trunk and Sass made: names each file by the hash of its final content, writes those names
// into index.html (the server reads them there), adds fonts, images and GraphiQL with its own page, compresses, and reports
// the size.
//
//   node scripts/bundle.mjs shipped|quick|styles HASH-OF-INPUTS
//   node scripts/bundle.mjs report

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const [kind, inputs] = process.argv.slice(2);
const limit = Number(process.env.BUNDLE_LIMIT_KIB) * 1024;
const trunk = "target/trunk";
const next = "target/dist-next";
const fonts = "node_modules/@fontsource/atkinson-hyperlegible-next";
const fontFiles = ["latin", "latin-ext"].flatMap((set) =>
  [400, 700].map((weight) => `atkinson-hyperlegible-next-${set}-${weight}-normal.woff2`),
);

const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 16);
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

/** Every file under a folder. */
function files(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** Writes a file under a name that carries its hash, and returns that name. */
function place(stem, extension, content, folder = next) {
  const name = `${stem}-${hash(content)}${extension}`;
  fs.writeFileSync(path.join(folder, name), content);
  return name;
}

/** The packages that a package of node_modules is made of, itself first, each once. */
function madeOf(name, from = "node_modules", found = new Map()) {
  const nested = path.join(from, "node_modules", name);
  const folder = fs.existsSync(nested) ? nested : path.join("node_modules", name);
  if (found.has(folder)) return found;
  const about = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  found.set(folder, about);
  for (const needed of Object.keys(about.dependencies ?? {})) madeOf(needed, folder, found);
  return found;
}

/** Under which terms these packages are passed on, in their own words. */
function licences(names) {
  const found = new Map(names.flatMap((name) => [...madeOf(name)]));
  const texts = [...found].map(([folder, about]) => {
    const file = fs.readdirSync(folder).find((each) => /^licen[cs]e(\.(md|txt))?$/i.test(each));
    const terms = file ? fs.readFileSync(path.join(folder, file), "utf8").trim() : `Licence: ${about.license}`;
    return `${about.name} ${about.version}\n\n${terms}\n`;
  });
  return `GraphiQL and what it is made of, passed on under these licences.\n\n${texts.join("\n----\n\n")}`;
}

/** GraphiQL, from our own files alone: its page names them by their hashes. */
function graphiql() {
  const folder = path.join(next, "graphiql");
  fs.mkdirSync(folder);
  const read = (name) => fs.readFileSync(name, "utf8").replace(/^\/[/*]# sourceMappingURL=.*$/gm, "");
  const style = read("node_modules/graphiql/graphiql.min.css") + read("web/graphiql/frame.css");
  const scripts = [
    ["react", "node_modules/react/umd/react.production.min.js"],
    ["react-dom", "node_modules/react-dom/umd/react-dom.production.min.js"],
    ["graphiql", "node_modules/graphiql/graphiql.min.js"],
    ["start", "web/graphiql/start.js"],
  ].map(([stem, file]) => place(stem, ".js", read(file), folder));
  const icon = place("favicon", ".svg", fs.readFileSync("web/assets/images/favicon.svg"), folder);
  const terms = place("licences", ".txt", licences(["graphiql", "react", "react-dom", "graphql"]), folder);
  const lines = [
    `<!-- GraphiQL and React are passed on under the licences in /graphiql/${terms} -->`,
    `<link rel="icon" href="/graphiql/${icon}" type="image/svg+xml">`,
    `<link rel="stylesheet" href="/graphiql/${place("graphiql", ".css", style, folder)}">`,
    ...scripts.map((name) => `<script defer src="/graphiql/${name}"></script>`),
  ];
  const page = fs.readFileSync("web/graphiql/index.html", "utf8").replace("<!-- files -->", lines.join("\n    "));
  fs.writeFileSync(path.join(next, "graphiql.html"), page);
}

/** The script and the WebAssembly, from Trunk's folder or, for `styles`, from the bundle that is there. */
function scripts() {
  const from = kind === "styles" && fs.existsSync("dist/index.html") ? "dist" : trunk;
  if (!fs.existsSync(from)) return undefined;
  const names = fs.readdirSync(from);
  const script = names.find((name) => /^web-[0-9a-f]+\.js$/.test(name));
  const wasm = names.find((name) => /^web-[0-9a-f]+_bg\.wasm$/.test(name));
  if (!script || !wasm) return undefined;
  return {
    script: fs.readFileSync(path.join(from, script)),
    wasm: fs.readFileSync(path.join(from, wasm)),
    snippets: names.includes("snippets") ? path.join(from, "snippets") : undefined,
  };
}

async function compress(name) {
  const content = fs.readFileSync(name);
  const quick = kind !== "shipped";
  const [brotli, gzip] = await Promise.all([
    promisify(zlib.brotliCompress)(content, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: quick ? 5 : 11,
        [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    promisify(zlib.gzip)(content, { level: quick ? 6 : 9 }),
  ]);
  fs.writeFileSync(`${name}.br`, brotli);
  fs.writeFileSync(`${name}.gz`, gzip);
}

async function assemble() {
  fs.rmSync(next, { recursive: true, force: true });
  fs.mkdirSync(path.join(next, "assets/fonts"), { recursive: true });
  fs.cpSync("web/assets", path.join(next, "assets"), { recursive: true });
  for (const name of fontFiles) {
    fs.copyFileSync(path.join(fonts, "files", name), path.join(next, "assets/fonts", name));
  }
  fs.copyFileSync(path.join(fonts, "LICENSE"), path.join(next, "assets/fonts/LICENSE.txt"));

  const style = place("main", ".css", fs.readFileSync("target/styles/main.css"));
  const head = [`<link rel="stylesheet" href="/${style}">`];
  const built = scripts();
  if (built) {
    const both = Buffer.concat([built.script, built.wasm]);
    const stem = `web-${hash(both)}`;
    fs.writeFileSync(path.join(next, `${stem}.js`), built.script);
    fs.writeFileSync(path.join(next, `${stem}_bg.wasm`), built.wasm);
    // Scripts that a crate brings along; the main script imports them by relative path.
    if (built.snippets) fs.cpSync(built.snippets, path.join(next, "snippets"), { recursive: true });
    head.push(
      `<link rel="modulepreload" href="/${stem}.js" crossorigin="anonymous">`,
      `<link rel="preload" href="/${stem}_bg.wasm" crossorigin="anonymous" as="fetch" type="application/wasm">`,
      `<script type="module">import init from '/${stem}.js'; init({ module_or_path: '/${stem}_bg.wasm' });</script>`,
    );
  }
  const page = `<!DOCTYPE html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <title>Commonweal</title>
    ${head.join("\n    ")}
  </head>
  <body></body>
</html>
`;
  fs.writeFileSync(path.join(next, "index.html"), page);
  graphiql();

  await Promise.all(
    files(next)
      .filter((name) => /\.(css|js|wasm|svg|json|txt)$/.test(name))
      .map(compress),
  );
  if (kind !== "styles") fs.writeFileSync(path.join(next, ".inputs"), inputs);
  fs.writeFileSync(path.join(next, ".kind"), kind === "styles" ? "quick" : kind);

  fs.rmSync("dist", { recursive: true, force: true });
  fs.renameSync(next, "dist");
}

/** Prints the sizes; the shipped bundle fails when it is over the limit. */
function report() {
  const shipped = fs.readFileSync("dist/.kind", "utf8") === "shipped";
  const names = fs.readdirSync("dist");
  const size = (pattern) =>
    names.filter((name) => pattern.test(name)).reduce((sum, name) => sum + fs.statSync(path.join("dist", name)).size, 0);
  const script = size(/^web-.*\.js\.br$/);
  const wasm = size(/^web-.*\.wasm\.br$/);
  const style = size(/^main-.*\.css\.br$/);
  if (!shipped) {
    console.log(`Bundle: not optimised; styles ${kib(style)} after brotli`);
    return;
  }
  const total = script + wasm;
  console.log(
    `Bundle: script ${kib(script)} + WebAssembly ${kib(wasm)} = ${kib(total)} after brotli, limit ${kib(limit)}; styles ${kib(style)}`,
  );
  if (total > limit) {
    console.error(`The bundle is ${kib(total - limit)} over its limit`);
    process.exit(1);
  }
}

if (kind !== "report") await assemble();
report();
