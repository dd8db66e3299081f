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

/** Headers of the libraries that have them. */
export const binderHeaders = /^(?:pybind11|nanobind|boost\/python|torch\/(?:extension|csrc))/;

/** Templates among the arguments of a binder whose arguments are guards around each call. */
export const callGuards: readonly string[] = ['call_guard'];

/** Calls among the arguments of a binder that make the object themselves: a guard around the binder is not theirs. */
export const bindingFactories: readonly string[] = ['init'];

/** Standard algorithms and helpers that call what they are given before they return. */
export const callsItsArguments = /^std::(?:accumulate|all_of|any_of|apply|call_once|count_if|find_if|find_if_not|for_each|for_each_n|generate|generate_n|invoke|none_of|nth_element|partition|reduce|remove_if|replace_if|sort|stable_sort|transform|visit)$/;
