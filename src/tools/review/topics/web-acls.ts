import { isDeepStrictEqual } from "node:util";
import { isFound, jsonIn, texts, valueOf } from "../../../proof/model/blocks";
import { asObject, type JsonObject } from "../../../proof/terraform-json/stack-json";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { say } from "../phrase";
import { existenceIn } from "./both-sides";
import { fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

const ASSOCIATION = "aws_wafv2_web_acl_association";

/** Web ACLs that Terraform associates, and the switch of the controller for those of annotations. */
export const webAcls: Topic = {
  title: "Web ACLs",
  lines: (change) => {
    const { wasThere, isThere } = existenceIn(change);
    return change.resources
      .filter(({ type }) => type === ASSOCIATION)
      .flatMap(({ layer, address, action, edits }): TopicLine[] => {
        const place = { layer, address };
        if (action === "add")
          return [{ level: "info", ...place, text: say`now: a web ACL filters requests, by ${address}` }];
        if (action === "destroy") {
          const balancer = guardedBy(change.before, layer, address);
          // one that is looked up has the entry of the controller, which stays or has a line of its own
          const isGone =
            balancer !== undefined && !isFound(balancer) && wasThere(balancer) && !isThere(balancer);
          return [
            isGone || hasOther(change)
              ? {
                  level: "info",
                  ...place,
                  text: say`${address} is destroyed${[isGone ? " with its load balancer" : ": another block has the web ACL"]}`,
                }
              : {
                  level: "attention",
                  harm: "in place",
                  ...place,
                  text: say`no web ACL filters requests any more: ${address} is destroyed`,
                },
          ];
        }
        const found = edits.filter(({ argument }) => argument === "web_acl_arn");
        return found.map((edit) => ({
          level: "attention" as const,
          ...place,
          edits: [edit],
          text: say`another web ACL filters requests, by ${address}: ${fromTo(edit)}; no stack shows its rules`,
        }));
      });
  },
  judges: (changed, edit) =>
    changed.address.startsWith(`${ASSOCIATION}.`)
      ? edit === undefined
      : edit !== undefined && isSwitchOfController(changed, edit),
};

/** Whether a web ACL is associated in another way in the same change. */
const hasOther = ({ resources }: Change): boolean =>
  resources.some(
    ({ type, action, edits }) =>
      (type === ASSOCIATION && action === "add") ||
      edits.some(({ path, after }) => path.endsWith("/wafv2-acl-arn") && after !== undefined),
  );

function guardedBy(plan: Change["before"], layer: TopicLine["layer"], address: string) {
  const association = plan.find(layer, address);
  return association && plan.target(valueOf(association, association.config["resource_arn"]));
}

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
