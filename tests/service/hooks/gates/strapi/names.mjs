/** Under which names the entries on standard input are asked about when they are published, as JSON. */

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const { guard } = createRequire(import.meta.url)('./part/brandcheck/server/guard.js');

const contentType = {
  uid: 'api::article.article',
  info: { singularName: 'article' },
  options: { draftAndPublish: true },
  attributes: { title: { type: 'string' }, story: { type: 'text' } },
};
const told = [];
globalThis.fetch = async (request) => {
  const { document, fields } = await request.json();
  told.push({ [document]: fields.map(({ path }) => path).sort() });
  return new Response('', { status: 503 });
};

for (const entry of JSON.parse(await text(process.stdin))) {
  const strapi = {
    config: { get: () => ({ url: 'https://b.example', kit: 'acme' }) },
    db: { transaction: (work) => work(), query: () => ({ findMany: async () => [entry] }) },
    log: { error: () => {} },
    components: {},
  };
  await guard(strapi)({ action: 'publish', uid: contentType.uid, contentType }, async () => ({ entries: [entry] }));
}
console.log(JSON.stringify(told));
