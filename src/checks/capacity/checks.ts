import { type Check } from "../check";
import { capacityAtMinimum } from "./capacity-at-minimum";
import { capacityAtPeak } from "./capacity-at-peak";
import { capacityAutoscaler } from "./capacity-autoscaler";
import { capacityBlock } from "./capacity-block";
import { capacityBlockEnded } from "./capacity-block-ended";
import { capacityForRequests } from "./capacity-for-requests";
import { capacityKnown } from "./capacity-known";
import { capacityReservation } from "./capacity-reservation";
import { capacityZoneLoss } from "./capacity-zone-loss";
import { gpuMemory } from "./gpu-memory";
import { gpuSharing } from "./gpu-sharing";
import { hpaWorks } from "./hpa-works";
import { instanceStore } from "./instance-store";
import { maxPods } from "./max-pods";
import { memoryTarget } from "./memory-target";
import { platformRequests } from "./platform-requests";
import { podFitsNode } from "./pod-fits-node";
import { quotaAdmitsPeak } from "./quota-admits-peak";
import { subnetAddresses } from "./subnet-addresses";
import { subnetPrefixes } from "./subnet-prefixes";
import { weightsDisk } from "./weights-disk";
import { weightsRate } from "./weights-rate";

/** Checks on room for pods and on addresses. */
export const CAPACITY_CHECKS: readonly Check[] = [
  capacityAtMinimum,
  capacityAtPeak,
  capacityAutoscaler,
  capacityBlock,
  capacityBlockEnded,
  capacityForRequests,
  capacityKnown,
  capacityReservation,
  capacityZoneLoss,
  gpuMemory,
  gpuSharing,
  hpaWorks,
  instanceStore,
  maxPods,
  memoryTarget,
  platformRequests,
  podFitsNode,
  quotaAdmitsPeak,
  subnetAddresses,
  subnetPrefixes,
  weightsDisk,
  weightsRate,
];
