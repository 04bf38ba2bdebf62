import { entriesOf } from "../../infrastructure/network-entries";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { sentencesOf } from "./named";
import { keyOfPlace, type Topic } from "./topic";
import { topicOfRows } from "./rows";
import { resolveReferences } from "../../infrastructure/text-references";
import { ALB, NLB } from "../../evidence/load-balancers";

/** A validation is no object of AWS: its end or replacement waits for nothing. */
const rows = topicOfRows("Certificates");

/** Certificates that clients get. Only AWS knows whether one is issued, and for which names. */
export const certificates: Topic = {
  ...rows,
  lines: (change) => {
    const now = servedIn(change.after);
    const others = [...servedIn(change.before)].flatMap(([key, was]) => {
      const is = now.get(key);
      if (!is || is.certificate === was.certificate) return [];
      const words = { old: was.certificate, new: is.certificate };
      return sentencesOf("Certificates").line("other", is.resource, words);
    });
    return [...others, ...rows.lines(change)];
  },
};

interface Served {
  readonly resource: PlannedResource;
  readonly certificate: string;
}

/** Certificates by what serves them: entries of the controller, and listeners of Terraform. */
function servedIn(plan: EnvironmentPlan): Map<string, Served> {
  const of = (resource: PlannedResource, value: Json | undefined): [string, Served][] => {
    if (value === undefined) return [];
    const certificate = resolveReferences(plan, inLayer(resource, value));
    return [[keyOfPlace(resource), { resource, certificate }]];
  };
  return new Map([
    ...entriesOf(plan).flatMap(({ resource, annotations }) =>
      of(resource, annotations[`${ALB}certificate-arn`] ?? annotations[`${NLB}ssl-cert`]),
    ),
    ...plan.resources("aws_lb_listener").flatMap((listener) => of(listener, listener.config.certificate_arn)),
  ]);
}
