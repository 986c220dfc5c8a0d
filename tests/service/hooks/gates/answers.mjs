/** What the gate of a folder makes of what each of the sites on standard input is answered, as JSON. */

import { text } from 'node:stream/consumers';

const { tried } = await import(process.argv[2]);
const told = await Promise.all(JSON.parse(await text(process.stdin)).map((site) => tried({ key: 'k', kit: 'acme', ...site })));
console.log(JSON.stringify(told.map(({ refused, because, says, problem }) => ({ refused, because, says, problem }))));
