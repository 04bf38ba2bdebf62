import { isDeepStrictEqual } from "node:util";
import { isFound } from "../../terraform/environment-plan";
import { asObject, jsonIn, type JsonObject, texts } from "../../terraform/stack-json";
import { resolveReferences } from "../../infrastructure/text-references";
import { type Edit, type ResourceChange } from "../change";
import { fromTo, say } from "../stages/phrase";
import { attention, type Change, existenceIn, info, type Topic, type TopicLine } from "./topic";

const ASSOCIATION = "aws_wafv2_web_acl_association";

/** Web ACLs that Terraform associates, and the switch of the controller for those of annotations. */
export const webAclsTopic: Topic = {
  title: "Web ACLs",
  lines: (change) =>
    change.resources
      .filter(({ type }) => type === ASSOCIATION)
      .flatMap((association) => linesOf(change, association)),
  judgesBlock: ({ type }) => type === ASSOCIATION,
  judgesEdit: (resource, edit) => resource.type !== ASSOCIATION && isSwitchOfController(resource, edit),
};

function linesOf(change: Change, association: ResourceChange): TopicLine[] {
  const { address, action, edits } = association;
  if (action === "add") return [info(association, say`now: a web ACL filters requests, by ${address}`)];
  if (action === "destroy") return [endLine(change, association, "destroyed")];
  return edits.flatMap((edit) => {
    if (edit.argument === "resource_arn") return endLine(change, association, "replaced", [edit]);
    if (edit.argument !== "web_acl_arn") return [];
    const text = say`another web ACL filters requests, by ${address}: ${fromTo(edit)}; no stack shows its rules`;
    return attention(association, text, { edits: [edit] });
  });
}

/** The end of the association of a load balancer, which another block can have, or which ends itself. */
function endLine(
  change: Change,
  association: ResourceChange,
  how: "destroyed" | "replaced",
  edits?: readonly Edit[],
): TopicLine {
  const { layer, address, before } = association;
  const { wasThere, isThere } = existenceIn(change);
  const value = { layer, value: before?.["resource_arn"] };
  const balancer = change.before.target(value);
  // one that is looked up has the entry of the controller, which stays or has a line of its own
  const isGone = balancer !== undefined && !isFound(balancer) && wasThere(balancer) && !isThere(balancer);
  if (isGone) return info(association, say`${address} is ${[how]} with its load balancer`, { edits });
  const of = resolveReferences(change.before, value);
  if (hasOther(change, of))
    return info(association, say`${address} is ${[how]}: another block has the web ACL`, { edits });
  const what = how === "destroyed" ? [] : say` of ${of}`;
  const text = say`no web ACL filters requests${what} any more: ${address} is ${[how]}`;
  return attention(association, text, { harm: "less protection", edits });
}

/** Whether a web ACL is associated with a load balancer in another way in the same change; an annotation names none. */
const hasOther = ({ resources, after }: Change, balancer: string): boolean =>
  resources.some(
    ({ type, action, layer, edits, after: config }) =>
      (type === ASSOCIATION &&
        action === "add" &&
        resolveReferences(after, { layer, value: config?.["resource_arn"] }) === balancer) ||
      edits.some(({ path, after: value }) => path.endsWith("/wafv2-acl-arn") && value !== undefined),
  );

/** Whether values of the controller change in nothing but the switch for web ACLs, which attaches those of annotations alone. */
function isSwitchOfController(resource: ResourceChange, { argument, before, after }: Edit): boolean {
  if (argument !== "values" || resource.after?.["chart"] !== "aws-load-balancer-controller") return false;
  const [was, is] = [before, after].map((value) =>
    texts(value).map((each) => asObject(jsonIn(each) ?? null)),
  );
  const others = (values: readonly JsonObject[] = []) =>
    values.map((each) => ({ ...each, enableWafv2: null }));
  const isOn = (is ?? []).some(({ enableWafv2 }) => enableWafv2 === true);
  return isOn && isDeepStrictEqual(others(was), others(is));
}
