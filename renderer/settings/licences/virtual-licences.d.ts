declare module 'virtual:licences' {
  /** Everything by others that ships, by name (`commands/licences`). */
  export const shippedPackages: readonly {
    readonly name: string;
    readonly version: string;
    /** SPDX expression. */
    readonly licence: string;
    /** Null where the package names a licence and carries no text. */
    readonly text: string | null;
  }[];
}
