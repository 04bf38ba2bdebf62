/** A layer of an environment. Each is a stack with a state of its own, in the order in which they are applied. */
export type Layer = "state" | "network" | "cluster" | "platform" | "models";

/** A block of Terraform that a component adds. */
export interface Block {
  readonly kind: "resource" | "data" | "output";
  readonly type: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a component knows of an environment. Texts of its file are escaped: `${` in them is no expression. */
export interface ComponentContext<Settings> {
  /** Name of the environment. */
  readonly name: string;
  /** All layers. An environment without a layer cannot have its blocks. */
  readonly layers: readonly Layer[];
  /** The value of `components.<id>`, with defaults. */
  readonly settings: Settings;
  /** All keys of the environment's file, with defaults: docs/reference/configuration.md. */
  readonly environment: any;
  /** Names of resources, such as `prefix`, `cluster` and `modelBucket`. */
  readonly names: Readonly<Record<string, string>>;
}

/** A violated rule between settings. */
export interface RuleProblem {
  /** Path of the value below `components.<id>`, such as `["addresses", 0]`. */
  readonly path: readonly (string | number)[];
  /** Description of the value. @default - the value as written */
  readonly got?: string;
  readonly expected: string;
  readonly fix: string;
}

/** A component: blocks for the stacks of each environment whose file has `components.<id>`. */
export interface Component<Settings> {
  readonly title: string;
  /**
   * JSON Schema of `components.<id>`, an object. Keys that it does not name are refused. Keywords: `type`, `description`, `default`, `enum`,
   * `const`, `properties`, `required`, `additionalProperties`, `items`, `minItems`, `maxItems`, `minimum`, `maximum`, `minLength`,
   * `maxLength`, `pattern`.
   *
   * @default - no keys: `components.<id>: {}`
   */
  readonly settings?: object;
  /** Rules between settings, and with other keys. Each problem is an error at its line. @default - none */
  readonly rules?: (settings: Settings, environment: any) => readonly RuleProblem[];
  readonly resources: (
    context: ComponentContext<Settings>,
  ) => Readonly<Partial<Record<Layer, readonly Block[]>>>;
}

/** Declares a component, as the default export of `components/<id>/component.mjs`. */
export declare function component<Settings = any>(declared: Component<Settings>): Component<Settings>;

/** A resource, such as `resource("aws_sns_topic", "on_call", { name: "on-call" })`. Arguments are as in Terraform JSON. */
export declare function resource(type: string, name: string, args: Readonly<Record<string, unknown>>): Block;

/** A data source. */
export declare function data(type: string, name: string, args: Readonly<Record<string, unknown>>): Block;

/** An output of the layer, with further arguments such as `description` and `sensitive`. */
export declare function output(
  name: string,
  value: unknown,
  others?: Readonly<Record<string, unknown>>,
): Block;

/** A resource or data source of a stack. */
export interface StackBlock {
  readonly type: string;
  readonly name: string;
  /** `aws_vpc.main`, or `data.aws_region.current`. */
  readonly address: string;
  /** Arguments as in Terraform JSON, without defaults of the provider. */
  readonly values: Readonly<Record<string, any>>;
}

/** The synthesized stacks of an environment. */
export interface CheckedEnvironment {
  readonly name: string;
  /** All keys of its file, with defaults. */
  readonly settings: any;
  readonly stacks: Readonly<
    Record<
      string,
      {
        readonly resources: readonly StackBlock[];
        readonly data: readonly StackBlock[];
        readonly outputs: Readonly<Record<string, any>>;
        /** Tags that the provider adds to each resource, with those of `tags` of the file. */
        readonly defaultTags: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** A violation of a check. */
export interface Finding {
  /** Address of a block. */
  readonly subject: string;
  /** @default - the first layer with this address; one without such a block has to name it */
  readonly layer?: Layer;
  /** The violation in one sentence: the actual value and the expected one. */
  readonly problem: string;
  readonly fix: string;
}

/** A rule on the stacks of every environment. */
export interface Check {
  /** The rule as a sentence. */
  readonly title: string;
  /** The consequence of a violation. */
  readonly description: string;
  /** An error refuses a synth; a warning is only reported. @default "error" */
  readonly severity?: "error" | "warning";
  readonly find: (environment: CheckedEnvironment) => readonly Finding[];
}

/** Declares a check, as the default export of `checks/<id>.mjs`. */
export declare function check(declared: Check): Check;
