'use strict';

/**
 * The middleware of the document service that asks before anything is published.
 *
 * It lets the write happen in a transaction, asks about exactly what would be public, and takes the write back
 * where the answer is no: so a create, an update or a bulk publish in any locale is held against the same
 * words that readers would get, and Strapi's events and webhooks, which wait for the commit, never fire.
 */

const { errors } = require('@strapi/utils');
const settings = require('./settings');
const { fieldsOf, populated } = require('./fields');

const WRITES = ['create', 'update', 'clone'];

/** Return the middleware for `strapi.documents.use`. */
function guard(strapi) {
  return async (context, next) => {
    const config = settings.read(strapi);
    if (!publishes(context) || !settings.covers(config, context.uid)) return next();
    return strapi.db.transaction(async () => {
      const result = await next();
      const entries = await published(strapi, context.contentType, result);
      await Promise.all(entries.map((entry) => ask(strapi, config, context.contentType, entry)));
      return result;
    });
  };
}

/** Return whether what is done makes something public: types without drafts are public as they are saved. */
function publishes({ action, contentType, params }) {
  if (action === 'publish') return true;
  if (!WRITES.includes(action)) return false;
  const hasDrafts = contentType.options?.draftAndPublish;
  return hasDrafts ? action !== 'clone' && params?.status === 'published' : true;
}

/** Return the entries that are public now, whole: what a method returns may leave attributes out. */
async function published(strapi, schema, result) {
  const ids = (result?.entries ?? [result]).map((entry) => entry?.id).filter(Boolean);
  if (!ids.length) return [];
  return strapi.db.query(schema.uid).findMany({ where: { id: { $in: ids } }, populate: populated(strapi, schema) });
}

async function ask(strapi, config, schema, entry) {
  const { asked } = await import('./gate.mjs');
  const fields = fieldsOf(strapi, config, schema, entry);
  const answer = await asked(config, {
    document: [`strapi/${schema.uid}/${entry.documentId}`, entry.locale].filter(Boolean).join(':'),
    title: fields.find((field) => field.is_title)?.text ?? '',
    labels: { type: schema.info.singularName },
    fields,
  });
  if (answer.problem) strapi.log.error(`brandcheck: ${answer.says}`);
  if (answer.refused) throw refusal(answer, entry.locale, fields);
}

/** Return the error that the admin shows: each finding at its attribute, and all of them in the notification. */
function refusal(answer, locale, fields) {
  const findings = answer.findings.filter((finding) => finding.refuses);
  const details = { brandcheck: { because: answer.because, url: answer.url, locale, findings } };
  if (!findings.length) return new errors.ApplicationError(answer.says, details);
  const headline = fields.find((field) => field.is_title) ?? fields[0];
  const shown = findings.map((finding) => ({
    // What is about the whole, as something that is missing, is shown at the title.
    path: (finding.field || headline.path).split('/').slice(1).map(unescaped),
    name: 'ValidationError',
    message: inLine(finding),
  }));
  return new errors.ValidationError(answer.says, { ...details, errors: shown });
}

function inLine({ quote, says, suggestion }) {
  const words = quote ? `“${quote}”: ` : '';
  return `${words}${says}${suggestion ? ` Write: “${suggestion}”` : ''}`;
}

function unescaped(name) {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Ask about a harmless sentence when Strapi starts, so that its log says whether the gate works. */
async function trial(strapi) {
  const { tried } = await import('./gate.mjs');
  const { problem } = await tried(settings.read(strapi));
  if (problem) strapi.log.error(`brandcheck: the gate does not work. ${problem}`);
}

module.exports = { guard, trial };
