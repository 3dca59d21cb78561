declare module "virtual:emoji/*" {
  const groups: readonly (readonly (readonly [unicode: string, label: string, folded: string])[])[];
  export default groups;
}
