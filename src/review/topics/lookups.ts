import { type Topic } from "./topic";

/**
 * Data sources that only look something up in the network, where one is added or removed: what uses its value is compared. So are
 * the outputs that a later layer verifies.
 */
export const lookups: Topic = {
  title: "Lookups",
  lines: () => [],
  judgesOther: ({ address }, edit) =>
    (LOOKUP.test(address) && edit.path === "") ||
    (/^data\.terraform_remote_state\./.test(address) && edit.argument.startsWith("lifecycle.postcondition")),
};

const LOOKUP =
  /^data\.aws_(lb|lb_listener|lb_target_group|lb_hosted_zone_id|route53_zone|availability_zones?|prefix_list|ec2_managed_prefix_list)\./;
