import { isDeepStrictEqual } from "node:util";
import { isFound } from "../../terraform/environment-plan";
import { asObject, jsonIn, type JsonObject, texts } from "../../terraform/stack-json";
import { resolveReferences } from "../../infrastructure/text-references";
import { type Edit, type ResourceChange } from "../change";
import { say } from "../stages/phrase";
import { type RowMatch, topicOfRows } from "./rows";
import { type Change, existenceIn } from "./topic";

const ASSOCIATION = "aws_wafv2_web_acl_association";

const balancerIn = ({ resource: { layer, before } }: RowMatch) => ({
  layer,
  value: before?.["resource_arn"],
});

/** Web ACLs that Terraform associates, and the switch of the controller for those of annotations. */
export const webAclsTopic = topicOfRows("Web ACLs", {
  when: {
    "with its balancer": (found) => {
      const { wasThere, isThere } = existenceIn(found.change);
      const balancer = found.change.before.target(balancerIn(found));
      // one that is looked up has the entry of the controller, which stays or has a line of its own
      return balancer !== undefined && !isFound(balancer) && wasThere(balancer) && !isThere(balancer);
    },
    "beside another": (found) =>
      hasOther(found.change, resolveReferences(found.change.before, balancerIn(found))),
    "a switch of the controller": ({ resource, edit }) => isSwitchOfController(resource, edit),
  },
  words: {
    balancer: (found) => say`${resolveReferences(found.change.before, balancerIn(found))}`,
  },
});

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
function isSwitchOfController(resource: ResourceChange, { before, after }: Edit): boolean {
  if (resource.after?.["chart"] !== "aws-load-balancer-controller") return false;
  const [was, is] = [before, after].map((value) =>
    texts(value).map((each) => asObject(jsonIn(each) ?? null)),
  );
  const others = (values: readonly JsonObject[] = []) =>
    values.map((each) => ({ ...each, enableWafv2: null }));
  const isOn = (is ?? []).some(({ enableWafv2 }) => enableWafv2 === true);
  return isOn && isDeepStrictEqual(others(was), others(is));
}
