import { type PlannedResource } from "../../terraform/environment-plan";
import { stateChangesIn } from "../../infrastructure/state-blocks";
import { type CostLine, type Costing, type LinesOf, costLine, monthsOf, times } from "../line";

/** Assumed GB in a repository: a few images of a Python service with its libraries, which share most layers. */
const REPOSITORY_GB = 2;

/** ECR repositories, by the storage that is assumed; retained ones are billed too. */
export const registryLines: LinesOf = (costing) => [
  ...costing.plan
    .resources("aws_ecr_repository")
    .map((repository) => repositoryLine(costing, repository, "image repository")),
  ...retained(costing).map((repository) => repositoryLine(costing, repository, "retained image repository")),
];

const repositoryLine = (costing: Costing, repository: PlannedResource, item: string): CostLine =>
  costLine(costing, repository, {
    item,
    billedAs: "AmazonECR",
    unitPrice: "registryGbMonth",
    factors: [times(REPOSITORY_GB, "GB"), monthsOf(costing)],
    assumption: `each repository stores ${REPOSITORY_GB} GB of layers`,
  });

/** Repositories that Terraform forgets. Their configuration is gone. */
function retained({ plan }: Costing): PlannedResource[] {
  const stack = plan.stack("cluster");
  return [...(stack ? stateChangesIn(stack).forgotten : [])].flatMap((address) => {
    const [type = "", name = ""] = address.split(".");
    return type === "aws_ecr_repository" ? { layer: "cluster", address, type, name, config: {} } : [];
  });
}
