// Audits a running server against GraphQL over HTTP, with graphql-http's own audits. Every MUST and SHOULD has to pass.
//
//   node scripts/audit-graphql.mjs http://127.0.0.1:8080/graphql

import { serverAudits } from "graphql-http";

const url = process.argv[2];
if (!url) {
  console.error("Name the address to audit, such as http://127.0.0.1:8080/graphql");
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  const optional = audit.name.startsWith("MAY");
  if (result.status === "ok") {
    passed += 1;
  } else if (optional) {
    console.log(`optional  ${audit.name}: ${result.reason}`);
  } else {
    failed += 1;
    console.error(`FAILED    ${audit.id} ${audit.name}: ${result.reason}`);
    console.error(`          answer: ${result.response.status} ${(await result.response.clone().text()).slice(0, 300)}`);
  }
}
console.log(`GraphQL over HTTP, every MUST and SHOULD and what passes of MAY:`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
