/**
 * The same for those who run it themselves: a server for app events and app actions, which Contentful signs.
 *
 *     createGate({ ...settings, signingSecret, privateKey, appInstallationId }).listen(8080)
 */

import { createServer } from 'node:http';

import { getManagementToken, verifyRequest } from '@contentful/node-apps-toolkit';
import { createClient } from 'contentful-management';

import { TOPICS } from './function.mjs';
import { settle } from './settle.mjs';

const MOST = 2_000_000;
/** Bytes of a request. */
const WINDOW = 300;
/** Seconds for which a signature is good. */

/**
 * @typedef {object} App
 * @property {string} signingSecret 64 characters: app definition, Security.
 * @property {string} privateKey PEM: the same page, key pairs.
 * @property {string} appInstallationId The id of the app definition.
 * @property {string} [host] `https://api.contentful.com` where it is not set.
 *
 * @param {import('./settle.mjs').Settings & App} settings
 */
export function createGate(settings) {
  return createServer(async (request, response) => {
    try {
      const body = await read(request);
      const answer = isSigned(settings, request, body) ? await done(settings, request, body) : { status: 401 };
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } catch (error) {
      console.error(error);
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"status":500}');
    }
  });
}

/** @param {import('node:http').IncomingMessage} request */
async function read(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > MOST) throw new Error('A request was too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * @param {App} settings
 * @param {import('node:http').IncomingMessage} request
 * @param {string} body
 */
function isSigned({ signingSecret }, request, body) {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const canonical = { method: /** @type {'POST'} */ (request.method), path: request.url ?? '/', headers, body };
  try {
    return request.method === 'POST' && verifyRequest(signingSecret, canonical, WINDOW);
  } catch {
    return false;
  }
}

/**
 * @param {import('./settle.mjs').Settings & App} settings
 * @param {import('node:http').IncomingMessage} request
 * @param {string} body
 */
async function done(settings, request, body) {
  const told = JSON.parse(body);
  const topic = request.headers['x-contentful-topic'];
  if (topic && !TOPICS.includes(String(topic))) return { status: 200, says: 'Nothing is asked about this event.' };
  const space = told.sys?.space?.sys.id ?? String(request.headers['x-contentful-space-id']);
  const environment = told.sys?.environment?.sys.id ?? String(request.headers['x-contentful-environment-id']);
  const cma = await client(settings, space, environment);
  return { status: 200, ...(await settle(told.entryId ?? told.sys.id, cma, settings)) };
}

/**
 * @param {App} settings
 * @param {string} spaceId
 * @param {string} environmentId
 */
async function client({ privateKey, appInstallationId, host = 'https://api.contentful.com' }, spaceId, environmentId) {
  const where = { appInstallationId, spaceId, environmentId, host };
  const accessToken = await getManagementToken(privateKey, where);
  const { protocol, host: place } = new URL(host);
  const defaults = { spaceId, environmentId };
  return createClient({ accessToken, host: place, insecure: protocol === 'http:' }, { type: 'plain', defaults });
}
