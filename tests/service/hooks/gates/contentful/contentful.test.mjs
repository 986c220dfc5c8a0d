/** The function as Contentful calls it, and the server, with the real clients against a stand-in of the CMA over HTTP. */

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';

import { FunctionTypeEnum, signRequest } from '@contentful/node-apps-toolkit';
import { createClient } from 'contentful-management';

import { handler } from './part/function.mjs';
import { createGate } from './part/server.mjs';

const PLACE = '/spaces/space/environments/master';
const SECRET = 'x'.repeat(64);
const link = (linkType, id) => ({ sys: { type: 'Link', linkType, id } });
const TYPE = {
  sys: { type: 'ContentType', id: 'page' },
  displayField: 'title',
  fields: [
    { id: 'title', name: 'Title', type: 'Symbol' },
    { id: 'slug', name: 'Slug', type: 'Symbol' },
    { id: 'kind', name: 'Kind', type: 'Symbol', validations: [{ in: ['boiler'] }] },
    { id: 'lead', name: 'Lead', type: 'Text' },
    { id: 'body', name: 'Body', type: 'RichText' },
    { id: 'points', name: 'Points', type: 'Array', items: { type: 'Symbol' } },
    { id: 'price', name: 'Price', type: 'Number' },
  ],
};

let server, url, state, cma, settings;

before(async () => {
  server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = parts.length ? JSON.parse(Buffer.concat(parts)) : undefined;
    const [status, answer] = routed(request.method, new URL(request.url, url).pathname, body, request.headers);
    response.writeHead(status, { 'content-type': 'application/vnd.contentful.management.v1+json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

beforeEach(() => {
  state = { tasks: [], entry: { title: { 'en-GB': 'A kettle' } }, asked: [], calls: [], isDown: null };
  const options = { accessToken: 't', host: url.slice('http://'.length), insecure: true };
  cma = createClient(options, { type: 'plain', defaults: { spaceId: 'space', environmentId: 'master' } });
  settings = { url, key: 'k', kit: 'acme' };
});

/** The gate's contract for one banned word, and as much of the CMA as a task needs. */
function routed(method, path, body, headers) {
  state.calls.push(`${method} ${path.replace(PLACE, '')}`);
  if (path === '/v1/gates/check') return state.isDown ?? [200, gate(body)];
  if (path.endsWith('/access_tokens')) return [201, { token: 'made' }];
  if (path === `${PLACE}/entries/e`) return [200, entry()];
  if (path === `${PLACE}/content_types/page`) return [200, TYPE];
  const task = new RegExp(`^${PLACE}/entries/e/tasks(?:/(\\w+))?$`).exec(path);
  return task ? tasks(method, task[1], body, headers) : [404, { sys: { type: 'Error', id: 'NotFound' } }];
}

function gate(body) {
  state.asked.push(body);
  const findings = body.fields
    .filter(({ text }) => text.includes('boiler'))
    .map(({ path }) => ({ field: path, quote: 'boiler', says: `Say kettle${'!'.repeat(state.noise ?? 0)}`, refuses: true }));
  const refuses = findings.length > 0;
  const url = 'https://brandcheck.example/reports/1';
  const says = refuses ? 'Not published.' : 'Checked.';
  return { decision: refuses ? 'refuse' : 'allow', because: refuses ? 'findings' : 'passed', says, url, findings };
}

function entry() {
  const sys = { id: 'e', type: 'Entry', version: 3, space: link('Space', 'space'), environment: link('Environment', 'master'), contentType: link('ContentType', 'page') };
  const people = { updatedBy: link('AppDefinition', 'robot'), createdBy: link('User', 'ada') };
  return { sys: { ...sys, ...people }, fields: state.entry };
}

function tasks(method, id, body, headers) {
  if (method === 'GET') return [200, { sys: { type: 'Array' }, items: state.tasks }];
  const known = state.tasks.find((task) => task.sys.id === id);
  if (known && headers['x-contentful-version'] !== String(known.sys.version)) {
    return [409, { sys: { type: 'Error', id: 'VersionMismatch' } }];
  }
  const sys = { type: 'Task', id: id ?? `t${state.tasks.length}`, version: (known?.sys.version ?? 0) + 1 };
  const task = { sys, body: body.body, assignedTo: body.assignedTo, status: body.status };
  if (Buffer.byteLength(task.body) > 512) return [422, { sys: { type: 'Error', id: 'ValidationFailed' } }];
  state.tasks = [...state.tasks.filter((each) => each !== known), task];
  return [known ? 200 : 201, task];
}

function saved(topic = 'ContentManagement.Entry.save') {
  const context = { spaceId: 'space', environmentId: 'master', appInstallationParameters: settings, cma };
  const headers = { 'X-Contentful-Topic': topic };
  return handler({ type: FunctionTypeEnum.AppEventHandler, headers, body: { sys: { id: 'e' } } }, context);
}

function shown() {
  return state.tasks.map(({ body, status, assignedTo }) => [status, assignedTo.sys.id, body]);
}

test('a task stands for as long as errors do, and is the same one', async () => {
  state.tasks = [{ sys: { id: 'other', version: 1 }, body: 'Ask Ada', status: 'active', assignedTo: link('User', 'bob') }];
  state.entry = { title: { 'en-GB': 'A boiler' } };
  const others = shown();
  const text = 'Brandcheck: Not published.\n“boiler”: Say kettle\nhttps://brandcheck.example/reports/1';

  await saved();
  assert.deepEqual(shown(), [...others, ['active', 'ada', text]]);
  state.calls = [];
  await saved();
  assert.ok(!state.calls.some((call) => /^(POST|PUT) .entries/.test(call)));

  state.entry = { title: { 'en-GB': 'A kettle' } };
  await saved();
  assert.deepEqual(shown(), [...others, ['resolved', 'ada', text]]);

  state.entry = { title: { 'en-GB': 'A boiler' } };
  await saved();
  assert.deepEqual(shown(), [...others, ['active', 'ada', text]]);
});

test('each locale is asked about by itself, with what is written and not chosen', async () => {
  const text = (value) => ({ nodeType: 'text', value, marks: [], data: {} });
  const heading = { nodeType: 'heading-2', data: {}, content: [text('Quiet & calm')] };
  state.entry = {
    title: { 'en-GB': 'A kettle', de: 'Ein Kessel' },
    slug: { 'en-GB': 'boiler' },
    kind: { 'en-GB': 'boiler' },
    lead: { 'en-GB': '**Quiet.**' },
    body: { 'en-GB': { nodeType: 'document', data: {}, content: [heading] } },
    points: { de: ['eins'] },
    price: { 'en-GB': 40 },
  };

  await saved('ContentManagement.Entry.auto_save');

  const told = Object.fromEntries(state.asked.map(({ document, fields }) => [document, fields.map(({ path, kind, text }) => [path, kind, text])]));
  assert.deepEqual(told, {
    'contentful:space/master/e:en-GB': [
      ['/fields/title/en-GB', 'text', 'A kettle'],
      ['/fields/lead/en-GB', 'markdown', '**Quiet.**'],
      ['/fields/body/en-GB', 'html', '<h2>Quiet &amp; calm</h2>'],
    ],
    'contentful:space/master/e:de': [
      ['/fields/title/de', 'text', 'Ein Kessel'],
      ['/fields/points/de/0', 'text', 'eins'],
    ],
  });
  assert.deepEqual(state.tasks, []);
});

test('a task is cut to what Contentful takes, and keeps the report', async () => {
  Object.assign(state, { noise: 600, entry: { title: { 'en-GB': 'A boiler' } } });

  await saved();

  assert.match(state.tasks[0].body, /!…\nhttps:\/\/brandcheck\.example\/reports\/1$/);
});

test('other events are left alone', async () => {
  await saved('ContentManagement.Entry.publish');

  assert.deepEqual(state.calls, []);
});

test('with the service down its policy holds, and a task that stands is not resolved', async () => {
  state.entry = { title: { 'en-GB': 'A boiler' } };
  await saved();
  state.isDown = [503, { detail: 'Busy.' }];

  await saved();
  assert.equal(state.tasks[0].status, 'active');
  assert.match(state.tasks[0].body, /Say kettle/);

  settings.unreachable = 'refuse';
  await saved();
  assert.match(state.tasks[0].body, /^Brandcheck: Not published: Brandcheck can’t be reached \(it answers 503 Busy\)/);
});

test('a wrong key opens a task, and the log says so; it publishes where somebody said so', async (context) => {
  const logged = context.mock.method(console, 'error', () => {});
  state.isDown = [401, { type: '/problems/wrong-key', title: 'Wrong key', detail: 'No.' }];

  await saved();

  assert.match(state.tasks[0].body, /^Brandcheck: Not published: Brandcheck does not accept this site’s key \(401\)/);
  assert.match(logged.mock.calls[0].arguments[0], /^Brandcheck does not accept this site’s key \(401\)/);

  state.tasks = [];
  settings.unreachable = 'always';
  await saved();
  assert.deepEqual(state.tasks, []);
});

test('an app action says what was found and done', async () => {
  state.entry = { title: { 'en-GB': 'A boiler' } };
  const context = { spaceId: 'space', environmentId: 'master', appInstallationParameters: settings, cma };

  const told = await handler({ type: FunctionTypeEnum.AppActionCall, headers: {}, body: { entryId: 'e' } }, context);

  assert.deepEqual(told, { refused: true, says: 'A task was opened.', problem: '', url: 'https://brandcheck.example/reports/1' });
});

test('the server takes what Contentful signed, and nothing else', async (context) => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const own = createGate({ ...settings, signingSecret: SECRET, privateKey, appInstallationId: 'app', host: url });
  await new Promise((resolve) => own.listen(0, '127.0.0.1', resolve));
  context.after(() => own.close());
  state.entry = { title: { 'en-GB': 'A boiler' } };
  const sys = { id: 'e', space: link('Space', 'space'), environment: link('Environment', 'master') };
  const body = JSON.stringify({ sys });
  const headers = { 'x-contentful-topic': 'ContentManagement.Entry.save' };
  const signature = (secret, at) => signRequest(secret, { method: 'POST', path: '/', headers, body }, at);
  const send = async (signed, sent = body) => {
    const place = `http://127.0.0.1:${own.address().port}/`;
    return (await fetch(place, { method: 'POST', headers: { ...headers, ...signed }, body: sent })).status;
  };

  assert.equal(await send(signature('y'.repeat(64))), 401);
  assert.equal(await send(signature(SECRET, Date.now() - 3_600_000)), 401);
  assert.equal(await send(signature(SECRET), body.replace('"e"', '"f"')), 401);
  assert.equal(await send({}), 401);
  assert.deepEqual(state.calls, []);
  assert.equal(await send(signature(SECRET)), 200);
  assert.equal(state.tasks[0].status, 'active');
});
