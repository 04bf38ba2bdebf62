import { REGISTRY_GB_MONTH } from "../catalog/prices-services";
import { type LinesOf, lineOf, monthsOf, times } from "./line";

/** GB that a repository keeps: a few images of a Python service with its libraries, which share most layers. */
const REPOSITORY_GB = 2;

/** ECR repositories, by what they are taken to keep. */
export const registryLines: LinesOf = (costing) =>
  costing.plan.resources("aws_ecr_repository").map((repository) =>
    lineOf(costing, repository, {
      item: "image repository",
      billedAs: "AmazonECR",
      table: REGISTRY_GB_MONTH,
      factors: [times(REPOSITORY_GB, "GB"), monthsOf(costing)],
      assumption: `each keeps ${REPOSITORY_GB} GB of layers`,
    }),
  );
