'use strict';

/** What `config/plugins` may set. */

const SEVERITIES = ['error', 'warning', 'suggestion'];

const DEFAULTS = {
  /** Where Brandcheck is: https://brandcheck.example.com */
  url: '',
  /** A key with the scope `check`. */
  key: '',
  /** The kit that entries are held against; the gate is off where it is empty. */
  kit: '',
  team: '',
  channel: '',
  audience: '',
  /** The content types that are checked, such as `api::article.article`; all of `api::` where empty. */
  types: [],
  /** Attributes that are not checked, by name, wherever they are. */
  skip: [],
  /** Findings of this severity and above refuse the publish. */
  blockAt: 'error',
  /** Guidelines of this severity and above refuse it when they could not be decided in time; none where null. */
  closedAt: null,
  /** Seconds that Brandcheck has, 0.5 to 30. */
  deadline: 8,
  /** What to do when Brandcheck can't be reached: `publish` or `refuse`; `always` publishes with a wrong key or kit too. */
  unreachable: 'publish',
  /** Signed deliveries of what was published: the hook's address and secret. */
  deliveries: { url: '', secret: '' },
  /** Verdicts that Brandcheck sends back: the hook's token, a JSON attribute, stages of the review workflow. */
  verdicts: { secret: '', field: 'brandcheck', passed: '', failed: '' },
};

/** Refuse settings that can't be meant. */
function validate(config) {
  const problems = [];
  const needs = (fits, says) => fits || problems.push(says);
  if (config.kit) needs(/^https?:\/\//.test(config.url), 'url has to begin with https:// or http://');
  needs(SEVERITIES.includes(config.blockAt), `blockAt is one of ${SEVERITIES.join(', ')}`);
  needs([null, ...SEVERITIES].includes(config.closedAt), `closedAt is null or one of ${SEVERITIES.join(', ')}`);
  needs(config.deadline >= 0.5 && config.deadline <= 30, 'deadline is 0.5 to 30 seconds');
  needs(['publish', 'refuse', 'always'].includes(config.unreachable), 'unreachable is publish, refuse or always');
  const { url, secret } = { ...DEFAULTS.deliveries, ...config.deliveries };
  needs(!url || secret, 'deliveries.secret is missing: it is the secret of the hook');
  if (problems.length) throw new Error(`The plug-in brandcheck: ${problems.join('; ')}.`);
}

/** Return all settings. */
function read(strapi) {
  const config = { ...DEFAULTS, ...strapi.config.get('plugin::brandcheck') };
  return {
    ...config,
    deliveries: { ...DEFAULTS.deliveries, ...config.deliveries },
    verdicts: { ...DEFAULTS.verdicts, ...config.verdicts },
  };
}

/** Return whether entries of the type *uid* are checked. */
function covers(config, uid) {
  return config.types.length ? config.types.includes(uid) : uid.startsWith('api::');
}

module.exports = { DEFAULTS, validate, read, covers };
