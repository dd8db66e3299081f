// Names of the C++ standard library, and of the libraries that bind C++ to Python, that decide how code is read.

/** Class templates that point to their first argument. */
export const smartPointers: readonly string[] = [
  'boost::intrusive_ptr',
  'boost::scoped_ptr',
  'boost::shared_ptr',
  'std::optional',
  'std::shared_ptr',
  'std::unique_ptr',
];

/** Class templates whose object may hold one of their first argument, and end it before their own end. */
export const holders: readonly string[] = ['absl::optional', 'boost::optional', 'boost::scoped_ptr', 'std::optional', 'std::unique_ptr'];

/** Member functions by which a holder gets an object, and by which it loses it. */
export const holderStarts: readonly string[] = ['emplace'];
export const holderEnds: readonly string[] = ['reset'];

/** Member functions that bind functions to Python: what they are given is called with the GIL held. */
export const binderMethods: readonly string[] = [
  'add_property',
  'add_static_property',
  'def',
  'def_buffer',
  'def_prop_ro',
  'def_prop_ro_static',
  'def_prop_rw',
  'def_prop_rw_static',
  'def_property',
  'def_property_readonly',
  'def_property_readonly_static',
  'def_property_static',
  'def_static',
];

/** Functions that do the same. */
export const binderFunctions: readonly string[] = ['boost::python::def', 'bp::def'];

/** Templates among the arguments of a binder whose arguments are guards around each call. */
export const callGuards: readonly string[] = ['call_guard'];

/** Calls among the arguments of a binder that make the object themselves: a guard around the binder is not theirs. */
export const bindingFactories: readonly string[] = ['init'];

/** Standard algorithms and helpers that call what they are given before they return. */
export const callsItsArguments = /^std::(?:accumulate|all_of|any_of|apply|call_once|count_if|find_if|find_if_not|for_each|for_each_n|generate|generate_n|invoke|none_of|nth_element|partition|reduce|remove_if|replace_if|sort|stable_sort|transform|visit)$/;

/** Customary short names of the namespaces whose classes own Python objects. */
export const wrapperNamespaces: Readonly<Record<string, string>> = {
  'boost::python': 'boost::python',
  bp: 'boost::python',
  nanobind: 'nanobind',
  nb: 'nanobind',
  py: 'pybind11',
  pybind11: 'pybind11',
};

/** The class that owns nothing: it is copied and ended without touching the reference count. */
export const borrowingClass = 'handle';

/** Member functions of such an object that give back another one. */
export const objectGivers: readonly string[] = ['attr', 'operator()', 'operator[]', 'call'];

/** Member functions after which the object owns nothing any more. */
export const objectReleasers: readonly string[] = ['release', 'swap'];

/** What takes an object over without touching its reference count. */
export const movers: readonly string[] = ['move', 'std::move', 'forward', 'std::forward'];
