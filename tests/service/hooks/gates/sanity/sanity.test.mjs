/** The validator in Sanity's own validation of documents, and the action as its Studio calls it. */

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';

import { JSDOM } from 'jsdom';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { renderToStaticMarkup } from 'react-dom/server';
import { createSchema, validateDocument } from 'sanity';
import { SourceContext } from 'sanity/_singletons';

import { brandcheck, publishing } from './part/index.mjs';

const BAD = 'boiler';
const PLACE = { projectId: 'abc123', dataset: 'production' };
const CLIENT = { config: () => PLACE };
let server, settings, asked, answering;

before(async () => {
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true });
  server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts)) });
    const { status, body } = answering(asked.at(-1).body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
});

after(() => server.close());

beforeEach(() => {
  asked = [];
  answering = gate;
  settings = { url: `http://127.0.0.1:${server.address().port}`, key: 'k', kit: 'acme', unreachable: 'refuse' };
});

/** The contract of POST /v1/gates/check, for one banned word. */
function gate({ fields }) {
  const findings = fields
    .filter(({ text }) => text.includes(BAD))
    .map(({ path }) => finding({ field: path, quote: BAD }));
  const refuses = findings.length > 0;
  const [decision, because] = refuses ? ['refuse', 'findings'] : ['allow', 'passed'];
  return { status: 200, body: { decision, because, says: 'Not published.', check: 'c', url: 'http://x/r', findings } };
}

function finding(parts) {
  const common = { severity: 'error', guideline: 'words', says: 'Say kettle.', suggestion: 'kettle', refuses: true };
  return { ...common, ...parts };
}

function block(key, text, style = 'normal') {
  return { _type: 'block', _key: key, style, markDefs: [], children: [{ _type: 'span', _key: 's', text, marks: [] }] };
}

function schemaOf(fields, options = {}) {
  const schema = createSchema({ name: 'default', types: [{ name: 'post', type: 'document', fields, ...options }] });
  assert.deepEqual(schema._validation?.filter(({ problems }) => problems.some(({ severity }) => severity === 'error')), []);
  return schema;
}

/** What Sanity's own validation says of a document. */
async function markers(schema, document) {
  const i18n = { t: (key) => key, loadNamespaces: async () => {} };
  const whole = { _id: 'drafts.a', _type: 'post', ...document };
  const found = await validateDocument({ document: whole, workspace: { schema, i18n, getClient: () => CLIENT } });
  return found.map(({ level, message, path }) => ({ level, message, path }));
}

const TITLE = { name: 'title', type: 'string' };
const BODY = { name: 'body', type: 'array', of: [{ type: 'block' }] };
const MESSAGE = '“boiler”: Say kettle. Write: “kettle”';

test('a string and Portable Text that would be refused are errors, at the block with the words', async () => {
  const validation = brandcheck(settings);
  const schema = schemaOf([{ ...TITLE, validation }, { ...BODY, validation }]);
  const body = [block('a', 'A quiet one.'), block('b', 'The boiler.')];

  const found = await markers(schema, { title: 'A boiler', body });

  assert.deepEqual(found, [
    { level: 'error', message: MESSAGE, path: ['title'] },
    { level: 'error', message: MESSAGE, path: ['body', { _key: 'b' }] },
  ]);
});

test('a document is asked about once, with all its fields, and no more while it stays as it is', async () => {
  const seo = { name: 'seo', type: 'object', fields: [{ name: 'text', type: 'text' }, { name: 'url', type: 'url' }] };
  const kind = { name: 'kind', type: 'string', options: { list: ['boiler'] } };
  const points = { name: 'points', type: 'array', of: [{ type: 'string' }] };
  const parts = { name: 'parts', type: 'array', of: [seo] };
  const schema = schemaOf([TITLE, BODY, seo, kind, points, parts], { validation: brandcheck(settings) });
  const document = {
    title: 'Quiet',
    body: [block('a', 'Boil & <rest>', 'h2')],
    seo: { text: 'a boiler', url: 'https://boiler.example' },
    kind: 'boiler',
    points: ['one'],
    parts: [{ _type: 'seo', _key: 'k', text: 'another boiler' }],
  };

  const found = [await markers(schema, document), await markers(schema, document)];

  assert.equal(asked.length, 1);
  assert.equal(asked[0].headers.authorization, 'Bearer k');
  assert.equal(asked[0].body.document, 'sanity:abc123/production/a');
  assert.deepEqual(
    asked[0].body.fields.map(({ path, kind: how, text, is_title }) => [path, how, text, is_title]),
    [
      ['/title', 'text', 'Quiet', true],
      ['/body', 'html', '<h2>Boil &amp; &lt;rest&gt;</h2>', false],
      ['/seo/text', 'text', 'a boiler', false],
      ['/points/0', 'text', 'one', false],
      ['/parts/0/text', 'text', 'another boiler', false],
    ],
  );
  const error = { level: 'error', message: MESSAGE };
  const places = [['seo', 'text'], ['parts', { _key: 'k' }, 'text']];
  for (const each of found) assert.deepEqual(each, places.map((path) => ({ ...error, path })));
});

test('what does not refuse is a warning', async () => {
  const mild = finding({ field: '/title', quote: 'A', refuses: false, severity: 'suggestion', suggestion: '' });
  answering = () => ({ status: 200, body: { decision: 'allow', because: 'passed', says: '', url: '', findings: [mild] } });

  const found = await markers(schemaOf([TITLE], { validation: brandcheck(settings) }), { title: 'A kettle' });

  assert.deepEqual(found, [{ level: 'warning', message: '“A”: Say kettle.', path: ['title'] }]);
});

for (const [unreachable, status, level, says] of [
  ['refuse', 503, 'error', /^Not published: Brandcheck can’t be reached \(it answers 503 Busy\)/],
  ['publish', 503, 'warning', /^Not checked: Brandcheck can’t be reached \(it answers 503 Busy\)/],
  ['publish', 401, 'error', /^Not published: Brandcheck does not accept this site’s key \(401\)/],
  ['always', 401, 'warning', /^Not checked: Brandcheck does not accept this site’s key \(401\)/],
]) {
  test(`a service that answers ${status} and the policy ${unreachable}`, async () => {
    answering = () => ({ status, body: { type: '/problems/x', title: 'X', detail: 'Busy.' } });
    const schema = schemaOf([TITLE], { validation: brandcheck({ ...settings, unreachable }) });

    const found = await markers(schema, { title: 'A kettle' });

    assert.equal(found.length, 1);
    assert.equal(found[0].level, level);
    assert.match(found[0].message, says);
  });
}

test('the validators of fields ask about the whole document, once, and each tells its own', async () => {
  const own = () => brandcheck(settings);
  const schema = schemaOf([{ ...TITLE, validation: own() }, { ...BODY, validation: own() }, { name: 'lead', type: 'text' }]);

  const found = await markers(schema, { title: 'Quiet', body: [block('b', 'The boiler.')], lead: 'Another boiler' });

  assert.deepEqual(asked.map(({ body }) => body.fields.map(({ path }) => path)), [['/title', '/body', '/lead']]);
  assert.deepEqual(found.map(({ path }) => path), [['body', { _key: 'b' }]]);
});

/** Publish as the Studio has it, and what it makes of a document. */
function studio(document) {
  const published = [];
  const publish = () => ({ label: 'Publish', disabled: false, onHandle: () => published.push(document._id) });
  publish.action = 'publish';
  const remove = () => null;
  const [action, other] = publishing(settings)([publish, remove], { schemaType: 'post' });
  assert.equal(other, remove);
  const state = { published };
  const Button = () => {
    state.described = action({ id: 'a', type: 'post', draft: document, published: null });
    return null;
  };
  const root = createRoot(globalThis.document.createElement('div'));
  const source = { schema: schemaOf([TITLE, BODY]), ...PLACE };
  act(() => root.render(createElement(SourceContext.Provider, { value: source }, createElement(Button))));
  return state;
}

test('Publish asks first: it refuses with the findings, and publishes what is mended', async () => {
  const bad = studio({ _id: 'drafts.a', _type: 'post', title: 'A boiler' });
  await act(() => bad.described.onHandle());

  assert.deepEqual(bad.published, []);
  assert.equal(bad.described.dialog.type, 'dialog');
  assert.ok(renderToStaticMarkup(bad.described.dialog.content).includes(MESSAGE));
  act(() => bad.described.dialog.onClose());
  assert.equal(bad.described.dialog, undefined);

  const good = studio({ _id: 'drafts.a', _type: 'post', title: 'A kettle' });
  await act(() => good.described.onHandle());

  assert.deepEqual(good.published, ['drafts.a']);
  assert.deepEqual(asked.map(({ body }) => [body.document, body.labels]), Array(2).fill(['sanity:abc123/production/a', { type: 'post' }]));
});

test('what nobody looked at is published once somebody says so', async () => {
  settings.unreachable = 'publish';
  answering = () => ({ status: 503, body: {} });
  const down = studio({ _id: 'drafts.a', _type: 'post', title: 'A kettle' });

  await act(() => down.described.onHandle());
  const { type, message } = down.described.dialog;
  assert.deepEqual([type, message], ['confirm', 'Not checked: Brandcheck can’t be reached (it answers 503).']);
  assert.deepEqual(down.published, []);
  act(() => down.described.dialog.onCancel());
  assert.equal(down.described.dialog, undefined);
  await act(() => down.described.onHandle());
  act(() => down.described.dialog.onConfirm());

  assert.deepEqual(down.published, ['drafts.a']);
});

test('actions of other types stay as they are', () => {
  const publish = Object.assign(() => null, { action: 'publish' });

  assert.deepEqual(publishing({ ...settings, types: ['page'] })([publish], { schemaType: 'post' }), [publish]);
});
