import { type StackJson, asObject } from "../../../../src/terraform/stack-json";

/** Sources of the providers that a root module requires, such as `hashicorp/aws`. */
export function requiredProviders(stack: StackJson): string[] {
  return Object.values(asObject(stack.terraform["required_providers"])).map((provider) =>
    String(asObject(provider)["source"]),
  );
}
