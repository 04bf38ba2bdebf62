import { UNKNOWN, expectAttention } from "./harmful-edits";

describe("edits of nodes that do harm need attention", () => {
  expectAttention([
    {
      what: "an update of nodes without regard to disruption budgets",
      address: "aws_eks_node_group.general_a",
      edit: ({ cluster }) => {
        cluster.resource.aws_eks_node_group.general_a.force_update_version = true;
      },
    },
    {
      what: "updates of more nodes at a time",
      address: "aws_eks_node_group.general_a",
      edit: ({ cluster }) => {
        cluster.resource.aws_eks_node_group.general_a.update_config = { max_unavailable_percentage: 100 };
      },
    },
    {
      what: "a new group whose nodes run a script that only the apply knows",
      address: "aws_launch_template.other",
      edit: ({ cluster }) => {
        const { aws_launch_template: templates, aws_eks_node_group: groups } = cluster.resource;
        templates.other = { ...templates.general, name: "other", user_data: UNKNOWN };
        groups.other = { ...groups.general_a, node_group_name: "other" };
      },
    },
    {
      what: "a number of nodes that only the apply knows",
      address: "aws_eks_node_group.general_a",
      edit: ({ cluster }) => {
        const [sizes] = [cluster.resource.aws_eks_node_group.general_a.scaling_config].flat();
        sizes.min_size = UNKNOWN;
      },
    },
  ]);
});
