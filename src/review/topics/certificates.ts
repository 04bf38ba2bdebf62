import { valueOf } from "../../infrastructure/blocks";
import { ALB, NLB, entriesOf } from "../../infrastructure/entries";
import { resolveReferences } from "../../infrastructure/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { say } from "../stages/phrase";
import { type Topic, type TopicLine } from "./topic";

/** Certificates that clients get. Only AWS knows whether one is issued, and for which names. */
export const certificates: Topic = {
  title: "Certificates",
  lines: ({ before, after, resources }) => {
    const now = servedIn(after);
    return [
      ...[...servedIn(before)].flatMap(([key, was]): TopicLine[] => {
        const is = now.get(key);
        if (!is || is.certificate === was.certificate) return [];
        const { layer, address } = is.resource;
        const text = say`certificate of ${address}: ${was.certificate} → ${is.certificate}; clients refuse it unless AWS has issued it for their host names`;
        return [{ level: "attention", layer, address, text }];
      }),
      ...resources.flatMap(endLine),
    ];
  },
  judges: (changed, edit) =>
    edit === undefined
      ? CERTIFICATE.test(changed.address)
      : SERVED.test(`${changed.address.split(".")[0] ?? ""} ${edit.path}`) && edit.after !== undefined,
};

/** Type and path of the certificates that are compared. */
const SERVED =
  /^(kubernetes_(ingress|service)_v1 metadata\.annotations\.\S+(certificate-arn|ssl-cert)|aws_lb_listener certificate_arn)$/;

const CERTIFICATE = /^aws_acm_certificate(_validation)?\./;

/** A validation is no object of AWS: its end or replacement waits for nothing. */
function endLine({ type, layer, address, action }: ResourceChange): TopicLine[] {
  if (type !== "aws_acm_certificate" || action === "add") return [];
  if (action === "destroy")
    return [
      {
        level: "attention",
        layer,
        address,
        text: say`${address} is destroyed: clients of what still serves it are refused`,
      },
    ];
  if (action !== "replace") return [];
  return [
    {
      level: "attention",
      layer,
      address,
      text: say`${address} is replaced: AWS issues the new one after the validation of all its names`,
    },
  ];
}

interface Served {
  readonly resource: PlannedResource;
  readonly certificate: string;
}

/** Certificates by what serves them: entries of the controller, and listeners of Terraform. */
function servedIn(plan: EnvironmentPlan): Map<string, Served> {
  const of = (resource: PlannedResource, value: Json | undefined): [string, Served][] =>
    value === undefined
      ? []
      : [
          [
            `${resource.layer}/${resource.address}`,
            { resource, certificate: resolveReferences(plan, valueOf(resource, value)) },
          ],
        ];
  return new Map([
    ...entriesOf(plan).flatMap(({ resource, annotations }) =>
      of(resource, annotations[`${ALB}certificate-arn`] ?? annotations[`${NLB}ssl-cert`]),
    ),
    ...plan.resources("aws_lb_listener").flatMap((listener) => of(listener, listener.config.certificate_arn)),
  ]);
}
