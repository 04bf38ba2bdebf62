import { type Check } from "../../src/checks/check";
import { CLUSTER_CHECKS } from "../../src/checks/generated/cluster";
import { DATA_CHECKS } from "../../src/checks/generated/data";
import { ENTRY_CHECKS } from "../../src/checks/generated/entry";
import { LOGS_CHECKS } from "../../src/checks/generated/logs";
import { NETWORK_CHECKS } from "../../src/checks/generated/network";
import { TERRAFORM_CHECKS } from "../../src/checks/generated/terraform";
import { imageRegistry } from "../../src/checks/images/image-registry";
import { defaultSecurityGroup } from "../../src/checks/network/default-security-group";
import { publicSubnetAddresses } from "../../src/checks/network/public-subnet-addresses";
import { securityGroupEgress } from "../../src/checks/network/security-group-egress";
import { securityGroupStyle } from "../../src/checks/network/security-group-style";

/** Checks of encryption, exposure, tags and evaluated text, which apply to every environment. */
export const HYGIENE_CHECKS: readonly Check[] = [
  ...CLUSTER_CHECKS,
  ...DATA_CHECKS,
  ...ENTRY_CHECKS,
  ...LOGS_CHECKS,
  ...TERRAFORM_CHECKS,
  imageRegistry,
  publicSubnetAddresses,
  defaultSecurityGroup,
  securityGroupStyle,
  securityGroupEgress,
];

/** Checks of the network on paths. The others of its folder judge single settings. */
export const PATH_CHECKS: readonly Check[] = NETWORK_CHECKS.filter(
  (check) => !HYGIENE_CHECKS.includes(check),
);
