import aws from "./judged/aws.json";
import awsData from "./judged/aws-data.json";
import others from "./judged/others.json";

/** Judged arguments of a type: checks that notice a removal, an addition or a weakening, by the path of the argument. */
type JudgedArguments = Readonly<Record<string, readonly string[]>>;

export interface JudgedType {
  /** Arguments of a block that belongs to no generated one. */
  readonly own: JudgedArguments;
  /** Arguments with which a block belongs to another one, such as the role of a policy. @default - none */
  readonly attachedBy?: readonly string[];
  /** Arguments of a block that belongs to a generated one. @default - those of `own` */
  readonly generated?: JudgedArguments;
}

/**
 * Arguments that checks judge, by type; `data.` and `provider.` before those of data sources and providers.
 * `npm run judged` makes it by trying. Load it where it is used: no synth without own blocks reads it.
 */
export const JUDGED: Readonly<Record<string, JudgedType>> = { ...aws, ...awsData, ...others };
