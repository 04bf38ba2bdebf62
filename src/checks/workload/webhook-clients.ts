import { text, texts } from "../../terraform/stack-json";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Stated, trustedValues } from "../../infrastructure/stated";
import { type ApiObject, items } from "../../infrastructure/kubernetes-api";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

type Webhook = NonNullable<ApiObject["webhooks"]>[number];
type StatedNames = NonNullable<Stated["names"]>;

export const webhookClients: Check = {
  ...ruleOf(TEXTS, "webhook-clients"),
  run: (plan, { statedOf }) => {
    const { names } = statedOf(plan.name);
    return [
      ...objectsOf(plan).ofKind("validating_webhook_configuration"),
      ...objectsOf(plan).ofKind("mutating_webhook_configuration"),
    ].flatMap((configuration) =>
      combinedFinding(
        configuration.resource,
        configuration.title,
        items(configuration.api.webhooks).flatMap((webhook) => [
          ...hostProblems(webhook, names),
          ...(configuration.kind === "mutating_webhook_configuration" ? scopeProblems(webhook) : []),
        ]),
      ),
    );
  },
};

const titleIn = ({ name }: Webhook): string => `webhook ${text(name) ?? "without a name"}`;

function hostProblems(webhook: Webhook, names: StatedNames | undefined): string[] {
  const url = text(webhook.clientConfig?.url);
  if (url === undefined) return [];
  const host = /^https:\/\/([^/:]+)/.exec(url)?.[1] ?? url;
  const isTrusted = [...trustedValues(names, "domain")].some(
    (domain) => host === domain || host.endsWith(`.${domain}`),
  );
  return isTrusted ? [] : [`${titleIn(webhook)} sends objects to ${host}, outside of the cluster`];
}

/** A selector is a decision of its owner. */
function scopeProblems(webhook: Webhook): string[] {
  const isSelected = [webhook.namespaceSelector, webhook.objectSelector].some(
    (selector) => Object.keys(selector ?? {}).length > 0,
  );
  const isForAll = items(webhook.rules).some(
    (rule) =>
      texts(rule.apiGroups).includes("*") && texts(rule.resources).some((each) => /^\*(\/\*)?$/.test(each)),
  );
  return isForAll && !isSelected
    ? [`${titleIn(webhook)} changes objects of every kind in every namespace`]
    : [];
}
