export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression as the package states it. */
  readonly licence: string;
  /** The licence as the package carries it; null where it names one and carries no text. */
  readonly text: string | null;
}
