import { type Check } from "../check";
import { accessLogs } from "./access-logs";
import { addonSettings } from "./addon-settings";
import { certificate } from "./certificate";
import { clusterCredentials } from "./cluster-credentials";
import { clusterDefaults } from "./cluster-defaults";
import { clusterEndpoint } from "./cluster-endpoint";
import { clusterLogs } from "./cluster-logs";
import { clusterSecrets } from "./cluster-secrets";
import { controllerSettings } from "./controller-settings";
import { defaultSecurityGroup } from "./default-security-group";
import { dependencyCycles } from "./dependency-cycles";
import { destroyProtection } from "./destroy-protection";
import { entryDns } from "./entry-dns";
import { flowLogs } from "./flow-logs";
import { helmReleaseSettings } from "./helm-release-settings";
import { httpsEntry } from "./https-entry";
import { imageRegistry } from "./image-registry";
import { instanceMetadata } from "./instance-metadata";
import { keyRotation } from "./key-rotation";
import { loadBalancerAnnotations } from "./load-balancer-annotations";
import { loadBalancerHardening } from "./load-balancer-hardening";
import { loadBalancerSubnets } from "./load-balancer-subnets";
import { logGroups } from "./log-groups";
import { machineFunctions } from "./machine-functions";
import { missingOutputs } from "./missing-outputs";
import { nodeVolumes } from "./node-volumes";
import { plainHttpEntry } from "./plain-http-entry";
import { privateBuckets } from "./private-buckets";
import { providerGuards } from "./provider-guards";
import { publicEntryWaf } from "./public-entry-waf";
import { publicNodes } from "./public-nodes";
import { publicSubnetAddresses } from "./public-subnet-addresses";
import { regionKnown } from "./region-known";
import { resourceTags } from "./resource-tags";
import { secretLikeVariables } from "./secret-like-variables";
import { secretsOutOfState } from "./secrets-out-of-state";
import { securityGroupEgress } from "./security-group-egress";
import { securityGroupStyle } from "./security-group-style";
import { stateBackend } from "./state-backend";
import { switchedTogether } from "./switched-together";
import { templateExpressions } from "./template-expressions";
import { textCharacters } from "./text-characters";
import { topicEncryption } from "./topic-encryption";
import { versionRanges } from "./version-ranges";
import { zonesKnown } from "./zones-known";

/** Checks of encryption, exposure, tags and evaluated text, which apply to every environment. */
export const HYGIENE_CHECKS: readonly Check[] = [
  secretsOutOfState,
  secretLikeVariables,
  clusterSecrets,
  missingOutputs,
  nodeVolumes,
  privateBuckets,
  accessLogs,
  imageRegistry,
  topicEncryption,
  logGroups,
  keyRotation,
  dependencyCycles,
  destroyProtection,
  stateBackend,
  providerGuards,
  clusterCredentials,
  versionRanges,
  clusterEndpoint,
  clusterLogs,
  clusterDefaults,
  addonSettings,
  instanceMetadata,
  publicNodes,
  publicSubnetAddresses,
  defaultSecurityGroup,
  flowLogs,
  securityGroupStyle,
  securityGroupEgress,
  publicEntryWaf,
  httpsEntry,
  plainHttpEntry,
  certificate,
  entryDns,
  loadBalancerHardening,
  loadBalancerAnnotations,
  loadBalancerSubnets,
  switchedTogether,
  controllerSettings,
  helmReleaseSettings,
  regionKnown,
  zonesKnown,
  resourceTags,
  machineFunctions,
  templateExpressions,
  textCharacters,
];
