/** What the validator asks about the documents on standard input, as JSON: the paths of the fields by the document's name. */

import { text } from 'node:stream/consumers';

import { createSchema, validateDocument } from 'sanity';

import { brandcheck } from './part/index.mjs';

const { documents, place } = JSON.parse(await text(process.stdin));
const VALUE = { name: 'internationalizedArrayStringValue', type: 'object', fields: ['value', 'language'].map((name) => ({ name, type: 'string' })) };
const LOCALE = { name: 'localeText', type: 'object', fields: ['en', 'de'].map((name) => ({ name, type: 'text' })) };

async function asked(document) {
  const told = {};
  const fetching = async (request) => {
    const { document: name, fields } = await request.json();
    told[name] = fields.map(({ path }) => path).sort();
    return new Response('', { status: 503 });
  };
  const fields = [
    { name: 'language', type: 'string' },
    { name: 'title', type: 'string' },
    { name: 'body', type: 'array', of: [{ type: 'block' }] },
    { name: 'heading', type: 'array', of: [{ type: VALUE.name }] },
    { name: 'intro', type: 'localeText' },
  ];
  const validation = brandcheck({ url: 'https://b.example', kit: 'acme' }, fetching);
  const schema = createSchema({ name: 'default', types: [VALUE, LOCALE, { name: 'post', type: 'document', fields, validation }] });
  const i18n = { t: (key) => key, loadNamespaces: async () => {} };
  const getClient = () => ({ config: () => place });
  await validateDocument({ document, workspace: { schema, i18n, getClient } });
  return told;
}

console.log(JSON.stringify(await Promise.all(documents.map(asked))));
