import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { CHART_FACTS, type WebhookFacts } from "../../evidence/charts";
import { type Check, ruleOf } from "../check";
import { missingEdges } from "./order";
import TEXTS from "./texts.json";

export const webhooksFirst: Check = {
  ...ruleOf(TEXTS, "webhooks-first"),
  run: (plan) => {
    const releases = helmReleasesOf(plan).filter(({ local }) => !local);
    const refusing = releases.filter(refusesOthers);
    return missingEdges(
      plan,
      refusing.flatMap(({ resource: needs, chart }) =>
        releases
          .filter((release) => !refusing.includes(release) && release.chart !== CONTROLLER)
          .map(({ resource: first }) => ({
            first,
            needs,
            why: `whose webhooks (${chart}) refuse objects while none of its pods responds`,
          })),
      ),
    );
  },
};

/** The check `teardown-controller` covers this chart, whose values disable its webhook for Services. */
const CONTROLLER = "aws-load-balancer-controller";

const refusesOthers = ({ chart }: HelmRelease): boolean =>
  chart !== CONTROLLER && CHART_FACTS[chart]?.webhooks.some(refusesCommonObjects) === true;

/** Objects of Kubernetes itself, in every namespace and with any labels. */
const refusesCommonObjects = ({
  failurePolicy,
  rules,
  namespaceSelector,
  objectSelector,
}: WebhookFacts): boolean =>
  failurePolicy === "Fail" &&
  namespaceSelector === undefined &&
  objectSelector === undefined &&
  rules.some((rule) => /^(core|apps|batch|rbac\.authorization\.k8s\.io)\//.test(rule));
