import { isTemplate } from "../../terraform/terraform-templates";
import { type KnownValues } from "./fold-request";
import { type Json, textsIn } from "../../terraform/stack-json";
import { type Atom, bothAtoms, ofExpression } from "./alignment";
import { type Collection, type Element, triedIn } from "./collection";
import { type Fields, type ItemField } from "./fields";
import { snakeCase } from "./growing";
import { formsOfAll } from "./key-forms";
import { NotFoldableError } from "./not-foldable";
import { isOneExpression, onlyVariable, variablesIn } from "./template-variables";

/** Expressions of the elements that a block or an item is for. */
export interface ElementScope {
  readonly key: (collection: Collection) => string;
  /** The object with the fields of the element. */
  readonly value: (collection: Collection) => string;
}

export interface NamingProps {
  readonly fields: Fields;
  readonly scope: ElementScope;
  /** Name of the family, for fields of which several have the same argument. */
  readonly family: string;
  readonly collections: readonly Collection[];
  /** The elements of each member, present members first. */
  readonly members: readonly (readonly Element[])[];
  /** Keys of the members in their family. @default - the keys of their elements */
  readonly keys?: readonly string[];
  /** Whether values that no key gives become fields. @default true */
  readonly makesFields?: boolean;
  readonly known: KnownValues;
}

/** Expressions for the values of elements. */
export class Naming {
  constructor(private readonly props: NamingProps) {}

  get known(): KnownValues {
    return this.props.known;
  }

  /** The result, or undefined without the fields of an attempt that ends with `NotFoldableError`. */
  attempted<Result>(make: () => Result): Result | undefined {
    return this.props.fields.attempted(() => {
      try {
        return make();
      } catch (error) {
        if (!(error instanceof NotFoldableError)) throw error;
        return undefined;
      }
    });
  }

  /** Whether a value has a variable of one element alone, which names it. */
  hasOwnVariable(value: Json): boolean {
    return variablesIn(value).some((name) => this.afterSlug(name) !== undefined);
  }

  /**
   * Whether a text has a part with a variable of no element. A text that is one expression can be a value of each element instead, and
   * blocks that are only alike have their texts as values.
   */
  hasSharedPart(value: Json): boolean {
    const isOfFile = this.props.collections.some(({ path }) => path !== undefined);
    const isShared = (name: string): boolean => this.afterSlug(name) === undefined;
    return (
      isOfFile && textsIn(value).some((text) => !isOneExpression(text) && variablesIn(text).some(isShared))
    );
  }

  /** The rest of a variable's name without the key of an element: `disk_gib` of `node_group_general_disk_gib`. */
  private afterSlug(variable: string): string | undefined {
    for (const { key } of this.props.members.flat()) {
      const slug = snakeCase(key);
      const [, before = "", after = ""] = new RegExp(`^(.*?_)?${slug}(?:_(.*))?$`).exec(variable) ?? [];
      if (slug.length > 1 && `${before}${after}` !== "")
        return after === "" ? before.replace(/_$/, "") : after;
    }
    return undefined;
  }

  /** Keys and fields, those that are in more texts first. */
  atoms(): Atom[] {
    const { collections, keys } = this.props;
    const whole = keys && collections.length > 1 ? [ofExpression("each.key", keys)] : [];
    return [
      ...whole,
      ...collections.flatMap((collection) => this.keyAtoms(collection)),
      ...collections.flatMap((collection) => this.fieldAtoms(collection)),
      ...collections.flatMap((collection) => this.settingAtoms(collection)),
    ];
  }

  private elementsOf(collection: Collection): Element[] {
    const index = this.props.collections.indexOf(collection);
    return this.props.members.flatMap((elements) => elements[index] ?? []);
  }

  private keyAtoms(collection: Collection): Atom[] {
    const keys = this.elementsOf(collection).map(({ key }) => key);
    const expression = this.props.scope.key(collection);
    return formsOfAll(keys).flatMap((form) =>
      bothAtoms({ expression: form.expression(expression), texts: keys.map(form.of) }),
    );
  }

  private fieldAtoms(collection: Collection): Atom[] {
    return this.props.fields.ofCollection(collection).flatMap((field) => {
      const values = this.elementsOf(collection).map(({ key }) => field.values.get(key));
      return values.every((value) => typeof value === "string" && value !== "")
        ? bothAtoms({ expression: this.expressionOf(field), texts: values.map(String) })
        : [];
    });
  }

  private settingAtoms(collection: Collection): Atom[] {
    const elements = this.elementsOf(collection);
    return [...(elements[0]?.values.keys() ?? [])].flatMap((name) => {
      const values = elements.map((element) => element.values.get(name));
      if (!values.every((value) => typeof value === "string" && value.length > 1)) return [];
      if (elements.every(({ key }, index) => key === values[index])) return [];
      return bothAtoms({ expression: "", texts: values.map(String) }).map((atom) => ({
        ...atom,
        fieldExpression: () =>
          this.expressionOf(
            this.props.fields.of({
              collection,
              argument: name,
              family: collection.name,
              values: settingsOf(collection, name),
            }),
          ),
      }));
    });
  }

  private expressionOf({ collection, token }: ItemField): string {
    return `${this.props.scope.value(collection)}.${token}`;
  }

  /** A field with the whole value of each element. Throws `NotFoldableError` for values that no variable can have. */
  wholeField(sources: readonly Json[], changed: readonly Json[], path: readonly string[]): string {
    const place = path.join(".");
    if (sources.some((value) => textsIn(value).some(isTemplate)))
      throw new NotFoldableError(`${place}: other references`);
    const numbers = this.props.collections.find((collection) =>
      this.elementsOf(collection).every(
        ({ key }, index) => typeof sources[index] === "number" && key === String(sources[index]),
      ),
    );
    if (numbers) return `\${tonumber(${this.props.scope.key(numbers)})}`;
    const variables = changed.map((value, index) =>
      JSON.stringify(value) === JSON.stringify(sources[index]) ? "" : onlyVariable(value),
    );
    if (variables.includes(undefined)) {
      const computed = this.overFields(changed.map(String), path);
      // Without a field, it gives no other value.
      if (computed === undefined || computed === changed[0])
        throw new NotFoldableError(`${place}: other texts with variables`);
      return computed;
    }
    return `\${${this.fieldExpression(sources, variables.map(String), path)}}`;
  }

  /** A template that is the same in all members but for variables of their elements; undefined if it is not. */
  overFields(templates: readonly string[], path: readonly string[]): string | undefined {
    const parts = templates.map((template) => template.split(/\bvar\.(\w+)/));
    const [first = []] = parts;
    const isSame = (index: number): boolean => parts.every((own) => own[index] === first[index]);
    if (parts.some(({ length }) => length !== first.length || length < 2)) return undefined;
    if (first.some((_, index) => index % 2 === 0 && !isSame(index))) return undefined;
    return first
      .map((part, index) => {
        if (index % 2 === 0) return part;
        const names = parts.map((own) => own[index] ?? "");
        if (isSame(index) && !this.hasOwnVariable(`\${var.${part}}`)) return `var.${part}`;
        const values = names.map((name) => this.known.values[name] ?? null);
        // The trial adds an element like the last one.
        const all = this.props.members.map((_, member) => values[member] ?? values.at(-1) ?? null);
        return this.fieldExpression(all, names, [...path.slice(0, -1), names[0] ?? ""]);
      })
      .join("");
  }

  /** The setting that each element has as a whole, as a template. */
  settingField(
    sources: readonly Json[],
    changed: readonly Json[],
    path: readonly string[],
  ): string | undefined {
    if (JSON.stringify(sources.slice(0, changed.length)) !== JSON.stringify(changed)) return undefined;
    const field = this.settingOf(
      sources,
      changed.map(() => ""),
      path,
    );
    return field && `\${${this.expressionOf(field)}}`;
  }

  /** The field of a setting with these values. */
  private settingOf(
    sources: readonly Json[],
    variables: readonly string[],
    path: readonly string[],
  ): ItemField | undefined {
    for (const collection of this.ownersFirst(variables)) {
      const elements = this.elementsOf(collection);
      const names = byElement(elements.slice(0, variables.length), variables);
      for (const argument of this.likelyFirst([...(elements[0]?.values.keys() ?? [])], variables, path)) {
        const isEqual = elements.every(
          ({ values }, index) => JSON.stringify(values.get(argument)) === JSON.stringify(sources[index]),
        );
        if (!isEqual || !names) continue;
        const used = new Map([...names].filter(([, name]) => name !== ""));
        return this.props.fields.of({
          collection,
          argument,
          family: collection.name,
          values: settingsOf(collection, argument),
          ...(used.size === 0 ? {} : { variables: used }),
        });
      }
    }
    return undefined;
  }

  /** Settings of which a variable or an argument has the name, before others with the same values. */
  private likelyFirst(
    settings: readonly string[],
    variables: readonly string[],
    path: readonly string[],
  ): string[] {
    const names = [...variables.map((each) => this.afterSlug(each)), snakeCase(path.at(-1) ?? "")];
    return [
      ...settings.filter((each) => names.includes(each)),
      ...settings.filter((each) => !names.includes(each)),
    ];
  }

  /** Collections that can have the field, those first whose elements the variables name. */
  private ownersFirst(variables: readonly string[]): Collection[] {
    const possible = this.props.collections.filter(({ parent }) => !parent);
    const isNamed = (collection: Collection): boolean =>
      this.elementsOf(collection).some(({ key }) => {
        const slug = snakeCase(key);
        return slug.length > 1 && variables.some((each) => `_${each}_`.includes(`_${slug}_`));
      });
    return [...possible.filter(isNamed), ...possible.filter((each) => !isNamed(each))];
  }

  private argumentOf(path: readonly string[], variables: readonly string[]): string {
    const own = variables.flatMap((variable) => this.afterSlug(variable) ?? []);
    return own[0] ?? snakeCase(path.at(-1) ?? "value");
  }

  /** The expression of a field with these values, of the collection on whose elements alone they depend. */
  fieldExpression(sources: readonly Json[], variables: readonly string[], path: readonly string[]): string {
    const setting = this.settingOf(sources, variables, path);
    if (setting) return this.expressionOf(setting);
    if (this.props.makesFields === false) throw new NotFoldableError(`${path.join(".")}: other values`);
    for (const collection of this.ownersFirst(variables)) {
      const elements = this.elementsOf(collection);
      const values = byElement(elements, sources);
      const names = byElement(elements.slice(0, variables.length), variables);
      if (!values || !names) continue;
      const used = new Map([...names].filter(([, name]) => name !== ""));
      const field = this.props.fields.of({
        collection,
        argument: this.argumentOf(path, [...used.values()]),
        family: this.props.family,
        values,
        ...(used.size === 0 ? {} : { variables: used }),
      });
      return this.expressionOf(field);
    }
    throw new NotFoldableError(`${path.join(".")}: depends on several collections`);
  }
}

const settingsOf = (collection: Collection, name: string): ReadonlyMap<string, Json> =>
  new Map(triedIn(collection).map((element) => [element.key, element.values.get(name) ?? null]));

/** Values by the key of their element; undefined if an element has several. */
function byElement<Value>(
  elements: readonly Element[],
  values: readonly Value[],
): Map<string, Value> | undefined {
  const found = new Map<string, Value>();
  for (const [index, { key }] of elements.entries()) {
    const value = values[index] as Value;
    if (found.has(key) && JSON.stringify(found.get(key)) !== JSON.stringify(value)) return undefined;
    found.set(key, value);
  }
  return found;
}
