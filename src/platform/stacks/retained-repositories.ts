import { DataAwsEcrRepositories } from "@cdktf/provider-aws/lib/data-aws-ecr-repositories";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { type AddressedStack } from "./addressed-stack";

/**
 * Blocks for image repositories of removed models, by address and name. Terraform forgets a repository that the stack no
 * longer has: `removed` is not applied twice. It imports a repository that the stack has again, if it still exists in the
 * registry; if it was deleted by hand, Terraform creates it. An import of an object in the state is ignored, so neither
 * block has to be removed after an apply.
 */
export function retainRepositories(stack: AddressedStack, retained: ReadonlyMap<string, string>): void {
  if (retained.size === 0) return;
  const managed = new Map(
    stack.node
      .findAll()
      .filter((each) => each instanceof EcrRepository)
      .map((repository) => [
        `${repository.terraformResourceType}.${repository.friendlyUniqueId}`,
        repository,
      ]),
  );
  const entries = [...retained].sort(([a], [b]) => (a < b ? -1 : 1));
  const gone = entries.filter(([address]) => !managed.has(address));
  const back = entries.filter(([address, name]) => managed.get(address)?.nameInput === name);
  if (gone.length > 0) {
    stack.addOverride(
      "removed",
      gone.map(([from]) => ({ from, lifecycle: { destroy: false } })),
    );
  }
  if (back.length === 0) return;
  const { fqn } = new DataAwsEcrRepositories(stack, "existing", {});
  stack.addOverride(
    "import",
    back.map(([to, name]) => ({
      // `names` is null in a registry without repositories
      for_each: `\${toset([for name in ${JSON.stringify([name])} : name if try(contains(${fqn}.names, name), false)])}`,
      to,
      id: "${each.value}",
    })),
  );
}
