import { type Check } from "../check";
import { chartInStep } from "./chart-in-step";
import { chartPlainValues } from "./chart-plain-values";
import { chartValues } from "./chart-values";
import { gpuReady } from "./gpu-ready";
import { imageExact } from "./image-exact";
import { imagePlatforms } from "./image-platforms";
import { imagePullPermission } from "./image-pull-permission";
import { imageReachable } from "./image-reachable";
import { nodeImageFits } from "./node-image";
import { ownCharts } from "./own-charts";
import { podArchitecture } from "./pod-architecture";
import { podPlacement } from "./pod-placement";
import { registryLayers } from "./registry-layers";
import { releaseKnown } from "./release-known";

/** Checks on images, charts and the nodes that run them. */
export const IMAGE_CHECKS: readonly Check[] = [
  chartInStep,
  chartPlainValues,
  chartValues,
  gpuReady,
  imageExact,
  imagePlatforms,
  imagePullPermission,
  imageReachable,
  nodeImageFits,
  ownCharts,
  podArchitecture,
  podPlacement,
  registryLayers,
  releaseKnown,
];
