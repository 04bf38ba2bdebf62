import { type LoadedFile } from "./loader/named-files";
import { type ConfigPath, type SourceLocation } from "./problems";
import { type OwnSource } from "./loader/own-source";

/** A validated environment, with defaults filled in. */
export interface LoadedEnvironment<T> {
  /** Name of the file without `.yaml`. */
  readonly name: string;
  readonly file: string;
  /** Texts of the file, of those that it extends, and of those that it names, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that it names. */
  readonly files: readonly LoadedFile[];
  readonly config: T;
  /** Terraform files of the owner. @default - none */
  readonly own?: readonly OwnFile[];
  /** Location of a value, in the file that sets it; for a default, the location of the closest enclosing value. */
  locate(path: ConfigPath): SourceLocation;
  /** Location of a value; undefined for a default. */
  writtenAt(path: ConfigPath): SourceLocation | undefined;
}

/** A Terraform file of the owner of an environment. */
export interface OwnFile extends OwnSource {
  readonly text: string;
  /** Id of the component whose blocks it has; its path is then the component's file. @default - the owner wrote it */
  readonly component?: string;
}
