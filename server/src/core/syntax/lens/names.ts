// What the lens asks about a name. The answers come from the file's own `#define`s first, then from the catalog.

export interface Names {
  /** Defined as a macro in this file, or known to be one. */
  isMacro(name: string): boolean;
  /** Releases or takes the GIL: it stands as a statement wherever it is written, and never opens a block. */
  isRegionMacro(name: string): boolean;
  /** Adds nothing but an attribute: calling conventions, deprecation marks. */
  isAttribute(name: string): boolean;
}

const CAPITALS = /^_*(?:Py_?)?[A-Z][A-Z0-9_]+$/;

/** Whether a name looks like a macro or is known to be one. */
export const macroLike = (name: string, names: Names): boolean =>
  name !== '' && (CAPITALS.test(name) || names.isMacro(name) || names.isRegionMacro(name));

const word = (list: string): ReadonlySet<string> => new Set(list.split(' '));

export const TYPE_WORDS = word(
  'unsigned signed long short int char float double void const volatile struct union enum _Bool bool size_t wchar_t',
);
export const CONTROL_WORDS = word('if while switch for');
export const KEYWORDS = word(
  'if else while switch for do return goto break continue case default sizeof typedef struct union enum static extern const volatile register inline auto unsigned signed long short int char float double void',
);
/** Words that may stand before a function's type without being the type. */
export const STORAGE_WORDS = word(
  'static extern inline const volatile register auto typedef __inline __inline__ _Noreturn __extension__ constexpr virtual explicit friend',
);
/** Words that make a type on their own. */
export const PRIMITIVE_WORDS = word(
  'unsigned signed long short int char float double void _Bool bool struct union enum',
);
