import { type Collection, triedIn } from "./collection";
import { type Fields } from "./fields";
import { type ElementScope } from "./naming";

/** Expressions of a block for the elements that it is for. */
export function elementScope(collections: readonly Collection[]): ElementScope {
  if (collections.length === 1) return { key: () => "each.key", value: () => "each.value" };
  return {
    key: (collection) => `each.value.${nounOf(collection)}`,
    value: (collection) => `var.${collection.name}[each.value.${nounOf(collection)}]`,
  };
}

/** One instance for each element, or for each combination of elements of several collections. */
export function collectionInstances(collections: readonly Collection[], fields: Fields): string {
  const [first, ...others] = collections;
  if (first && others.length === 0) return `\${@each:${first.name}@}`;
  const entries = collections.map((each) => `${nounOf(each)} = ${nounOf(each)}`).join(", ");
  const list = collections.reduceRight(
    (inner, collection) => `[for ${nounOf(collection)} in ${listOf(collection, fields)} : ${inner}]`,
    `{ ${entries} }`,
  );
  const key = collections.map((each) => `\${each_instance.${nounOf(each)}}`).join("/");
  return `\${{ for each_instance in flatten(${list}) : "${key}" => each_instance }}`;
}

function listOf(collection: Collection, fields: Fields): string {
  const { parent, name } = collection;
  if (!parent) return `@keys:${name}@`;
  const argument = name.slice(parent.name.length + 1);
  const field = fields.of({
    collection: parent,
    argument,
    family: parent.name,
    values: new Map(
      triedIn(parent).map((element) => [
        element.key,
        triedIn(collection)
          .filter((inner) => inner.parent === element)
          .map(({ key }) => key),
      ]),
    ),
  });
  return `var.${parent.name}[${nounOf(parent)}].${field.token}`;
}

/** `zone` of `zones`, and `repository` of `repositories`. */
export function nounOf({ name, parent }: Collection): string {
  const own = parent ? name.slice(parent.name.length + 1) : name;
  return own.endsWith("ies") ? `${own.slice(0, -3)}y` : own.replace(/s$/, "");
}
