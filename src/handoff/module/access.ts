import { asArray, asObject } from "../../terraform/stack-json";
import { configsOf, inBlocks, ofType, seek } from "../variables/variable";
import { type Module } from "./module";

const ADMIN_POLICY = /:cluster-access-policy\/AmazonEKSClusterAdminPolicy$/;

/** ARNs of the cluster's admins. */
export function adminsOf(modules: readonly Module[]): string[] {
  const cluster = modules.find(({ layer }) => layer === "cluster");
  if (!cluster) return [];
  const associations = configsOf(cluster.source, "aws_eks_access_policy_association");
  const admins = associations.filter(({ policy_arn: policy }) => ADMIN_POLICY.test(String(policy)));
  return Object.entries(ofType(cluster.source, "aws_eks_access_entry")).flatMap(([name, entry]) => {
    const { principal_arn: arn } = asObject(entry);
    const isAdmin = admins.some(
      ({ principal_arn: principal }) =>
        principal === arn || principal === `\${aws_eks_access_entry.${name}.principal_arn}`,
    );
    return isAdmin && typeof arn === "string" ? [arn] : [];
  });
}

/** Principals that Terraform must run as to create resources in the cluster; empty if there are none. */
export function identityText(modules: readonly Module[]): string {
  const admins = adminsOf(modules);
  if (admins.length === 0) return "";
  const isCreator = modules.some(({ source }) =>
    configsOf(source, "aws_eks_cluster").some(
      (cluster) => seek(cluster, ["access_config", "bootstrap_cluster_creator_admin_permissions"]) !== false,
    ),
  );
  const creator = isCreator ? "" : " The principal that created the cluster gets no access from creating it.";
  const deployer = deployerRoleOf(modules);
  if (deployer !== undefined) {
    return `run Terraform as a principal that may assume \`${deployer}\`: the providers of platform and models get their credential with that role.${creator}`;
  }
  const names = admins.map((arn) => `\`${arn}\``).join(" or ");
  return `run Terraform as ${names}: the cluster allows no other principal to create resources in it (\`aws_eks_access_entry\` in the cluster module).${creator}`;
}

/** Role that the Kubernetes providers assume; undefined if they use the identity that runs Terraform. */
function deployerRoleOf(modules: readonly Module[]): string | undefined {
  const args = modules.flatMap(({ source }) => {
    const [provider] = asArray(asObject(source["provider"])["kubernetes"]);
    return asArray(inBlocks(provider, ["exec", "args"]));
  });
  const role = args[args.indexOf("--role-arn") + 1];
  return args.includes("--role-arn") && typeof role === "string" ? role : undefined;
}
