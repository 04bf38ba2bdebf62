import { component } from "../../platform/contract";
import { asResources } from "../part-requests";
import REQUESTS from "./requests.json";

/**
 * Copies the weights of a model to the disk of its node, or compares its files with their manifest,
 * before the model starts.
 *
 * Source of the image: public.ecr.aws/aws-cli/aws-cli, tag 2.36.14 in three public repositories of 2026, two of them with a
 * digest (read 2026-11-22). The image was not run here, and its platforms were not read.
 */
export const weightsDownload = component({
  id: "weights-download",
  title: "download of weights",
  isEnabled: ({ config }) =>
    config.models.some(({ weights, manifestDigest }) => weights?.mode === "download" || manifestDigest),
  images: () => ({
    "aws-cli": {
      repository: "public.ecr.aws/aws-cli/aws-cli",
      tag: "2.36.14",
      resources: asResources(REQUESTS["weights-download"]),
    },
  }),
});
