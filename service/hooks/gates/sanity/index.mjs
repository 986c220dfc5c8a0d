/** Brandcheck for Sanity Studio: a validator for schemas, and a Publish that asks first. */

export { gated, publishing } from './action.mjs';
export { brandcheck } from './validation.mjs';
