/** What is asked about the entry on standard input, as JSON: the paths of the fields by the document's name. */

import { text } from 'node:stream/consumers';

import { settle } from './part/settle.mjs';

const entry = JSON.parse(await text(process.stdin));
const told = {};
const TYPE = {
  displayField: 'title',
  fields: [
    { id: 'title', name: 'Title', type: 'Symbol' },
    { id: 'lead', name: 'Lead', type: 'Text' },
  ],
};
const cma = { entry: { get: async () => entry }, contentType: { get: async () => TYPE } };
const settings = { url: 'https://b.example', kit: 'acme' };
await settle(entry.sys.id, cma, settings, async (request) => {
  const { document, fields } = await request.json();
  told[document] = fields.map(({ path }) => path).sort();
  return new Response('', { status: 503 });
});
console.log(JSON.stringify(told));
