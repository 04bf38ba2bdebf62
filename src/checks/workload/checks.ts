import { type Check } from "../check";
import { coldStart } from "./cold-start";
import { commonLabels } from "./common-labels";
import { containerResources } from "./container-resources";
import { csiVolumes } from "./csi-volumes";
import { customResources } from "./custom-resources";
import { daemonsetScheduling } from "./daemonset-scheduling";
import { fewReplicas } from "./few-replicas";
import { gracefulStop } from "./graceful-stop";
import { lowUserId } from "./low-user-id";
import { modelContent } from "./model-content";
import { modelProgram } from "./model-program";
import { namespaceDefaultDeny } from "./namespace-default-deny";
import { namespacePodSecurity } from "./namespace-pod-security";
import { namespaceQuota } from "./namespace-quota";
import { nodeAccess } from "./node-access";
import { podNames } from "./pod-names";
import { podReferences } from "./pod-references";
import { podSecurity } from "./pod-security";
import { podSpread } from "./pod-spread";
import { policiesEnforced } from "./policies-enforced";
import { policiesOnFargate } from "./policies-on-fargate";
import { policyPeers } from "./policy-peers";
import { priorityClasses } from "./priority-classes";
import { probesCheck } from "./probes";
import { pullSecrets } from "./pull-secrets";
import { rbac } from "./rbac";
import { readinessGates } from "./readiness-gates";
import { releasePodSecurity } from "./release-pod-security";
import { releaseServiceAccount } from "./release-service-account";
import { rollingUpdate } from "./rolling-update";
import { secretFiles } from "./secret-files";
import { securityContext } from "./security-context";
import { selectors } from "./selectors";
import { storageClass } from "./storage-class";
import { vllmArguments } from "./vllm-arguments";
import { vllmFolders } from "./vllm-folders";
import { volumeClaims } from "./volume-claims";
import { webhookClients } from "./webhook-clients";
import { weightsBudget } from "./weights-budget";
import { writableVolumes } from "./writable-volumes";

/** Checks on pods and the objects around them. */
export const WORKLOAD_CHECKS: readonly Check[] = [
  podSecurity,
  securityContext,
  lowUserId,
  writableVolumes,
  weightsBudget,
  containerResources,
  probesCheck,
  gracefulStop,
  readinessGates,
  rollingUpdate,
  podSpread,
  fewReplicas,
  podReferences,
  customResources,
  secretFiles,
  rbac,
  selectors,
  coldStart,
  commonLabels,
  namespacePodSecurity,
  namespaceDefaultDeny,
  namespaceQuota,
  policyPeers,
  policiesEnforced,
  policiesOnFargate,
  daemonsetScheduling,
  releasePodSecurity,
  releaseServiceAccount,
  storageClass,
  volumeClaims,
  modelProgram,
  modelContent,
  vllmArguments,
  vllmFolders,
  podNames,
  pullSecrets,
  priorityClasses,
  nodeAccess,
  webhookClients,
  csiVolumes,
];
