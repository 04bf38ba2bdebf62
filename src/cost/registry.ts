import { REGISTRY_GB_MONTH } from "../catalog/prices-services";
import { type LinesOf, lineOf, monthsOf, times } from "./line";

/** Assumed GB in a repository: a few images of a Python service with its libraries, which share most layers. */
const REPOSITORY_GB = 2;

/** ECR repositories, by the storage that is assumed. */
export const registryLines: LinesOf = (costing) =>
  costing.plan.resources("aws_ecr_repository").map((repository) =>
    lineOf(costing, repository, {
      item: "image repository",
      billedAs: "AmazonECR",
      table: REGISTRY_GB_MONTH,
      factors: [times(REPOSITORY_GB, "GB"), monthsOf(costing)],
      assumption: `each repository stores ${REPOSITORY_GB} GB of layers`,
    }),
  );
