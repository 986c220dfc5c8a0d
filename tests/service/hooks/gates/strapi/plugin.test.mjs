/** What a whole Strapi can't show: a hook that fails, a review workflow without a licence, settings that can't be meant. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { test } from 'node:test';

const require = createRequire(import.meta.url);
const { deliveries } = require('./part/brandcheck/server/deliveries.js');
const { trial } = require('./part/brandcheck/server/guard.js');
const { DEFAULTS, validate } = require('./part/brandcheck/server/settings.js');
const { verdicts } = require('./part/brandcheck/server/verdicts.js');
const { asked } = await import('./part/brandcheck/server/gate.mjs');

const SECRET = 'a secret of the tests';
const PUBLISHED = { model: 'article', uid: 'api::article.article', entry: { id: 1, documentId: 'd', title: 'A desk' } };

/** Publish once while a hook answers with *statuses*, and return what it got and what was logged. */
async function delivered(context, statuses) {
  const got = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    got.push({ headers: request.headers, body });
    response.writeHead(statuses.shift()).end();
    if (!statuses.length) server.emit('done');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const listeners = [];
  const logged = [];
  const strapi = { eventHub: { on: (_, listener) => listeners.push(listener) }, log: { warn: (says) => logged.push(says) } };
  const url = `http://127.0.0.1:${server.address().port}/`;
  deliveries(strapi, { types: [], deliveries: { url, secret: SECRET } }, [1, 1]);
  const done = once(server, 'done');
  await listeners[0](PUBLISHED);
  await listeners[0]({ ...PUBLISHED, uid: 'plugin::users-permissions.user' });
  const alive = setInterval(() => {}, 1000);
  await done;
  clearInterval(alive);
  return { got, logged };
}

test('a delivery that was not taken is sent again, the same and signed anew', async (context) => {
  const { got, logged } = await delivered(context, [503, 429, 202]);

  assert.equal(new Set(got.map(({ body }) => body)).size, 1);
  assert.equal(JSON.parse(got[0].body).uid, PUBLISHED.uid);
  assert.equal(logged.length, 2);
  for (const { headers, body } of got) {
    const signed = createHmac('sha256', SECRET).update(`${headers['x-webhook-timestamp']}.${body}`).digest('hex');
    assert.equal(headers['x-webhook-signature'], `sha256=${signed}`);
  }
});

test('a delivery that is refused is not', async (context) => {
  const { got, logged } = await delivered(context, [401]);

  assert.equal(got.length, 1);
  assert.doesNotMatch(logged.join(), /tried again/);
});

/** Send a verdict to the plug-in, and return its answer and what was moved. */
async function told(data, { secret = SECRET, isEnabled = true } = {}) {
  const moved = [];
  const stages = { updateEntity: async (entry, uid, stage) => moved.push([entry.id, uid, stage]) };
  const workflow = { stages: [{ id: 7, name: 'Ready' }, { id: 8, name: 'To mend' }] };
  const services = { stages, workflows: { getAssignedWorkflow: async () => workflow } };
  const strapi = {
    contentTypes: { 'api::article.article': { attributes: {} } },
    db: { query: () => ({ findMany: async () => [{ id: 1, publishedAt: null }, { id: 2, publishedAt: 'x' }] }) },
    ee: { features: { isEnabled: () => isEnabled } },
    plugin: () => ({ service: (name) => services[name] }),
  };
  const body = JSON.stringify({ type: 'check.done', timestamp: new Date().toISOString(), data });
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`m.${stamp}.${body}`).digest('base64');
  const headers = { 'webhook-id': 'm', 'webhook-timestamp': stamp, 'webhook-signature': `v1,${signature}` };
  const ctx = { method: 'POST', path: '/api/brandcheck/verdicts', headers, req: Readable.from([Buffer.from(body)]) };
  await verdicts(strapi, { verdicts: { secret: SECRET, field: 'brandcheck', passed: 'Ready', failed: 'To mend' } })(ctx);
  return { status: ctx.status, moved };
}

const DATA = { document: 'strapi/api::article.article/d', verdict: 'fail', locale: '' };

test('a verdict moves the draft to its stage, where the edition has stages', async () => {
  assert.deepEqual(await told(DATA), { status: 200, moved: [[1, 'api::article.article', 8]] });
  assert.deepEqual((await told({ ...DATA, verdict: 'pass' })).moved, [[1, 'api::article.article', 7]]);
  assert.deepEqual((await told({ ...DATA, verdict: 'incomplete' })).moved, []);
  assert.deepEqual((await told(DATA, { isEnabled: false })).moved, []);
});

test('a verdict that is not signed, or not about an entry, is not taken', async () => {
  assert.equal((await told(DATA, { secret: 'another' })).status, 401);
  assert.equal((await told({ ...DATA, document: 'strapi/admin::user/1/x' })).status, 422);
  assert.equal((await told({ ...DATA, document: 'strapi/api::none.none/d' })).status, 422);
});

test('settings that can not be meant are refused', () => {
  validate(DEFAULTS);
  const wrong = [{ kit: 'acme' }, { blockAt: 'all' }, { closedAt: '' }, { deadline: 60 }, { unreachable: 'hold' }, { deliveries: { url: 'x' } }];
  for (const each of wrong) assert.throws(() => validate({ ...DEFAULTS, ...each }), /The plug-in brandcheck: /);
});

test('the gate is asked with what can be sent', async () => {
  const settings = { url: 'https://b.example/', key: 'k', kit: 'acme' };
  const draft = { document: 'd', title: `A\nB${'x'.repeat(196)}\u{1f600}`, fields: [{ path: '/a', text: 'x\ud800\0' }, { path: '/b', text: ' ' }] };
  const sent = [];
  const fetching = async (request) => (sent.push([request.url, await request.json()]), new Response('{}'));

  await asked(settings, draft, fetching);

  assert.equal(sent[0][0], 'https://b.example/v1/gates/check');
  assert.equal(sent[0][1].title, `A B${'x'.repeat(196)}\ufffd`);
  assert.deepEqual(sent[0][1].fields, [{ path: '/a', name: '', text: 'x\ufffd\ufffd' }]);
  assert.equal((await asked(settings, { document: 'd', fields: [] }, fetching)).because, 'empty');
});

test('the log says when Strapi starts that the gate does not work', async (context) => {
  const answers = [new Response('<html>', { status: 302 }), new Response('{"decision":"allow","because":"passed","findings":[]}')];
  context.mock.method(globalThis, 'fetch', async () => answers.shift());
  const logged = [];
  const config = { get: () => ({ url: 'https://b.example', kit: 'acme' }) };
  const strapi = { config, log: { error: (says) => logged.push(says) } };

  await trial(strapi);
  await trial(strapi);

  assert.equal(logged.length, 1);
  assert.match(logged[0], /^brandcheck: the gate does not work\. What answers at Brandcheck’s address is not Brandcheck \(302\)/);
});

test('a browser hides where it was sent on to', async () => {
  const fetching = async () => ({ status: 0, text: async () => '' });

  const { because, problem } = await asked({ url: 'https://b.example', kit: 'acme' }, { document: 'd', fields: [{ path: '/a', text: 'x' }] }, fetching);

  assert.equal(because, 'misconfigured');
  assert.match(problem, /is not Brandcheck \(a redirect\)/);
});
