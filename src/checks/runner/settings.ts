import { type Check } from "../check";
import { acceptedBlocks } from "../terraform/accepted-blocks";
import { accessLogs } from "../logs/access-logs";
import { addonSettings } from "../cluster/addon-settings";
import { bucketSettings } from "../data/bucket-settings";
import { certificate } from "../entry/certificate";
import { clusterCredentials } from "../cluster/cluster-credentials";
import { clusterDefaults } from "../cluster/cluster-defaults";
import { clusterEndpoint } from "../cluster/cluster-endpoint";
import { clusterLogs } from "../cluster/cluster-logs";
import { clusterSecrets } from "../cluster/cluster-secrets";
import { controllerSettings } from "../entry/controller-settings";
import { defaultSecurityGroup } from "../network/default-security-group";
import { hybridNodes } from "../cluster/hybrid-nodes";
import { dependencyCycles } from "../terraform/dependency-cycles";
import { destroyProtection } from "../terraform/destroy-protection";
import { entryDns } from "../entry/entry-dns";
import { flowLogs } from "../logs/flow-logs";
import { forgottenObjects } from "../terraform/forgotten-objects";
import { helmReleaseFlags } from "../cluster/helm-release-flags";
import { helmReleaseSettings } from "../cluster/helm-release-settings";
import { httpsEntry } from "../entry/https-entry";
import { ignoredChanges } from "../terraform/ignored-changes";
import { imageRegistry } from "../images/image-registry";
import { instanceMetadata } from "../cluster/instance-metadata";
import { keyRotation } from "../data/key-rotation";
import { loadBalancerAnnotations } from "../entry/load-balancer-annotations";
import { loadBalancerHardening } from "../entry/load-balancer-hardening";
import { loadBalancerSubnets } from "../entry/load-balancer-subnets";
import { logDestinations } from "../logs/log-destinations";
import { logGroups } from "../logs/log-groups";
import { machineFunctions } from "../terraform/machine-functions";
import { maskedLogs } from "../logs/masked-logs";
import { missingOutputs } from "../terraform/missing-outputs";
import { nodeGroupSizes } from "../cluster/node-group-sizes";
import { nodeScriptNotJudged } from "../cluster/node-script-not-judged";
import { nodeVolumes } from "../cluster/node-volumes";
import { parallelImagePull } from "../cluster/parallel-image-pull";
import { moduleVersions } from "../terraform/module-versions";
import { ownBlockNotJudged } from "../terraform/own-block-not-judged";
import { plainHttpEntry } from "../entry/plain-http-entry";
import { privateBuckets } from "../data/private-buckets";
import { programsOfApply } from "../terraform/programs-of-apply";
import { providerGuards } from "../terraform/provider-guards";
import { idleTimeout } from "../entry/idle-timeout";
import { ingressGroup } from "../entry/ingress-group";
import { publicEntryWaf } from "../entry/public-entry-waf";
import { publicNodes } from "../cluster/public-nodes";
import { publicSubnetAddresses } from "../network/public-subnet-addresses";
import { regionKnown } from "../terraform/region-known";
import { resourceTags } from "../terraform/resource-tags";
import { secretLikeVariables } from "../data/secret-like-variables";
import { secretsOutOfState } from "../data/secrets-out-of-state";
import { securityGroupEgress } from "../network/security-group-egress";
import { securityGroupStyle } from "../network/security-group-style";
import { serviceSettings } from "../entry/service-settings";
import { stateBackend } from "../terraform/state-backend";
import { stateChanges } from "../terraform/state-changes";
import { switchedTogether } from "../entry/switched-together";
import { templateExpressions } from "../terraform/template-expressions";
import { textCharacters } from "../terraform/text-characters";
import { topicEncryption } from "../data/topic-encryption";
import { versionRanges } from "../terraform/version-ranges";
import { instanceTypeKnown } from "../terraform/instance-type-known";
import { zonesKnown } from "../terraform/zones-known";

/** Checks of encryption, exposure, tags and evaluated text, which apply to every environment. */
export const HYGIENE_CHECKS: readonly Check[] = [
  secretsOutOfState,
  secretLikeVariables,
  clusterSecrets,
  missingOutputs,
  nodeVolumes,
  parallelImagePull,
  nodeScriptNotJudged,
  privateBuckets,
  bucketSettings,
  accessLogs,
  imageRegistry,
  topicEncryption,
  logGroups,
  maskedLogs,
  logDestinations,
  keyRotation,
  dependencyCycles,
  destroyProtection,
  stateBackend,
  stateChanges,
  forgottenObjects,
  ignoredChanges,
  programsOfApply,
  moduleVersions,
  providerGuards,
  clusterCredentials,
  versionRanges,
  clusterEndpoint,
  clusterLogs,
  clusterDefaults,
  hybridNodes,
  nodeGroupSizes,
  addonSettings,
  instanceMetadata,
  publicNodes,
  publicSubnetAddresses,
  defaultSecurityGroup,
  flowLogs,
  securityGroupStyle,
  securityGroupEgress,
  ingressGroup,
  idleTimeout,
  publicEntryWaf,
  httpsEntry,
  plainHttpEntry,
  certificate,
  entryDns,
  loadBalancerHardening,
  loadBalancerAnnotations,
  loadBalancerSubnets,
  serviceSettings,
  switchedTogether,
  controllerSettings,
  helmReleaseSettings,
  helmReleaseFlags,
  regionKnown,
  instanceTypeKnown,
  zonesKnown,
  resourceTags,
  machineFunctions,
  templateExpressions,
  textCharacters,
  ownBlockNotJudged,
  acceptedBlocks,
];
