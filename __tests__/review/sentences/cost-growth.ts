import { type Editable } from "../../support/altered";
import { type SentenceCase } from "./case";

/** Bills that grow. */
export const COST_GROWTH_SENTENCES: readonly SentenceCase[] = [
  {
    environment: "ml-inference-prod",
    edit: ({ cluster }) => {
      const [group = {}] = Object.values<Editable>(cluster.resource.aws_eks_node_group);
      for (const size of ["min_size", "desired_size", "max_size"]) group.scaling_config[size] = 20;
    },
    topic: "Cost",
    lines: [
      "attention: the bill grows by +1029.93 USD/month at the least, 190 % of the present bill: most for node (t3.medium) of aws_eks_node_group.general_a",
    ],
  },
];
