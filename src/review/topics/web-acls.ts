import { isDeepStrictEqual } from "node:util";
import { isFound, jsonIn, texts } from "../../infrastructure/blocks";
import { resolveReferences } from "../../infrastructure/references";
import { asObject, type JsonObject } from "../../terraform/stack-json";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../stages/phrase";
import { existenceIn } from "./both-sides";
import { fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

const ASSOCIATION = "aws_wafv2_web_acl_association";

/** Web ACLs that Terraform associates, and the switch of the controller for those of annotations. */
export const webAcls: Topic = {
  title: "Web ACLs",
  lines: (change) =>
    change.resources
      .filter(({ type }) => type === ASSOCIATION)
      .flatMap((association) => linesOf(change, association)),
  judges: (changed, edit) =>
    changed.address.startsWith(`${ASSOCIATION}.`)
      ? edit === undefined
      : edit !== undefined && isSwitchOfController(changed, edit),
};

function linesOf(change: Change, association: ResourceChange): TopicLine[] {
  const { layer, address, action, edits } = association;
  const place = { layer, address };
  if (action === "add")
    return [{ level: "info", ...place, text: say`now: a web ACL filters requests, by ${address}` }];
  if (action === "destroy") return [{ ...place, ...endOf(change, association, ["destroyed"]) }];
  return edits.flatMap((edit): TopicLine[] => {
    if (edit.argument === "resource_arn")
      return [{ ...place, edits: [edit], ...endOf(change, association, ["replaced"]) }];
    if (edit.argument !== "web_acl_arn") return [];
    const text = say`another web ACL filters requests, by ${address}: ${fromTo(edit)}; no stack shows its rules`;
    return [{ level: "attention", ...place, edits: [edit], text }];
  });
}

/** The end of the association of a load balancer, which another block can have, or which ends itself. */
function endOf(
  change: Change,
  { layer, address, before }: ResourceChange,
  how: Phrase,
): Pick<TopicLine, "level" | "harm" | "text"> {
  const { wasThere, isThere } = existenceIn(change);
  const value = { layer, value: before?.["resource_arn"] };
  const balancer = change.before.target(value);
  // one that is looked up has the entry of the controller, which stays or has a line of its own
  const isGone = balancer !== undefined && !isFound(balancer) && wasThere(balancer) && !isThere(balancer);
  if (isGone) return { level: "info", text: say`${address} is ${how} with its load balancer` };
  const of = resolveReferences(change.before, value);
  if (hasOther(change, of))
    return { level: "info", text: say`${address} is ${how}: another block has the web ACL` };
  const what = how[0] === "destroyed" ? [] : say` of ${of}`;
  return {
    level: "attention",
    harm: "less protection",
    text: say`no web ACL filters requests${what} any more: ${address} is ${how}`,
  };
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
function isSwitchOfController(
  changed: ResourceChange | OtherChange,
  { argument, before, after }: Edit,
): boolean {
  if (argument !== "values" || !("action" in changed)) return false;
  if (changed.after?.["chart"] !== "aws-load-balancer-controller") return false;
  const [was, is] = [before, after].map((value) =>
    texts(value).map((each) => asObject(jsonIn(each) ?? null)),
  );
  const others = (values: readonly JsonObject[] = []) =>
    values.map((each) => ({ ...each, enableWafv2: null }));
  const isOn = (is ?? []).some(({ enableWafv2 }) => enableWafv2 === true);
  return isOn && isDeepStrictEqual(others(was), others(is));
}
