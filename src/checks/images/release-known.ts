import { addonsOf, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { text } from "../../terraform/stack-json";
import { CHART_FACTS } from "../../evidence/charts";
import { shortHash } from "../../base/digests";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const releaseKnown: Check = {
  ...ruleOf(TEXTS, "release-known"),
  run: (plan) => [
    ...helmReleasesOf(plan)
      .filter(({ chart, local }) => !local && CHART_FACTS[chart] === undefined)
      .map(({ resource, chart, values }) => ({
        ...at(resource),
        // With version and digest, a waiver does not accept another chart or other values.
        message: `chart ${chart} ${text(resource.config.version) ?? ""} with values ${shortHash(JSON.stringify(values))} is not judged: its ${UNKNOWN_OF_CHART} are unknown`,
        isNotJudged: true,
      })),
    ...addonsOf(plan)
      .filter(({ name }) => ADDONS_OF_PARTS[name] === undefined)
      .map(({ resource, name }) => ({
        ...at(resource),
        message: `add-on ${name} is not judged: its ${UNKNOWN_OF_ADDON} are unknown`,
        isNotJudged: true,
      })),
  ],
};

const UNKNOWN_OF_ADDON = "pods, permissions, calls of AWS services, and ports for the control plane";
const UNKNOWN_OF_CHART = `images, webhooks, ${UNKNOWN_OF_ADDON}`;
