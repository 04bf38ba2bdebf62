import { KUBERNETES } from "../../facts/kubernetes-versions";
import { type Check, at, ruleOf } from "../check";
import { clusters, minorOf } from "./versions";
import TEXTS from "./texts.json";

export const kubernetesVersion: Check = {
  ...ruleOf(TEXTS, "kubernetes-version"),
  fix: `choose one of ${KUBERNETES.versions.map(({ version }) => version).join(", ")}; upgrade an existing cluster by one minor version at a time`,
  run: (plan, { today }) =>
    clusters(plan).flatMap(({ resource, version }) => {
      const wrong = problem(version, today);
      return wrong ? [{ ...at(resource), message: wrong }] : [];
    }),
};

function problem(version: string | undefined, today: string): string | undefined {
  if (version === undefined)
    return "it sets no Kubernetes version, so the version depends on the day of the apply";
  const calendar = KUBERNETES.calendar.get(version);
  if (calendar && calendar.extendedSupportEnds >= today) return undefined;
  if (calendar) return `support of Kubernetes ${version} ended on ${calendar.extendedSupportEnds}`;
  const oldest = Math.min(...[...KUBERNETES.calendar.keys()].map((known) => minorOf(known) ?? 0));
  const minor = minorOf(version);
  return minor !== undefined && minor < oldest
    ? `support of Kubernetes ${version} has ended`
    : `Kubernetes ${version} is not in the catalog, so EKS may not support it yet`;
}
