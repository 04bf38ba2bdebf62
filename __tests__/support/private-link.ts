import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

export const ML = "ml-inference-prod";

/** An account of consumers, beside the one of the environment. */
export const CONSUMER = "arn:aws:iam::444455556666:root";

/** Changes of `ml-inference-prod`, whose clients connect to an NLB, with PrivateLink. */
export const withPrivateLink = (settings: object = {}, change: object = {}): object => ({
  components: { "private-link": { principals: [CONSUMER], ...settings } },
  ...change,
});

export const privateLinkPlan = (settings: object = {}, change: object = {}): Plan =>
  planWith(ML, withPrivateLink(settings, change));

export const withoutPrivateLink = (): Plan => planWith(ML, { components: { "private-link": null } });
