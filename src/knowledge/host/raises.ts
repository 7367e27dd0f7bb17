/**
 * Errors that functions of the language throw on purpose, by their qualified names: code that catches one of these classes around such a call
 * means the call. Of errors that any code throws by accident (a missing property is a `TypeError`) nothing is said.
 */
export const raises: Readonly<Record<string, readonly string[]>> = {
  'global#JSON.parse': ['SyntaxError'],
  'global#JSON.stringify': ['TypeError', 'RangeError'],
  'global#BigInt': ['SyntaxError', 'RangeError', 'TypeError'],
  'global#RegExp': ['SyntaxError'],
  'global#Function': ['SyntaxError'],
  'global#URL': ['TypeError'],
  'global#URLPattern': ['TypeError'],
  'global#Array': ['RangeError'],
  'global#ArrayBuffer': ['RangeError'],
  'global#Promise.any': ['AggregateError'],
  'global#decodeURI': ['URIError'],
  'global#decodeURIComponent': ['URIError'],
  'global#encodeURI': ['URIError'],
  'global#encodeURIComponent': ['URIError'],
  'global#atob': ['DOMException'],
  'global#btoa': ['DOMException'],
  'global#structuredClone': ['DOMException'],
  'global#Intl.DateTimeFormat': ['RangeError'],
  'global#Intl.NumberFormat': ['RangeError'],
  'global#Date().toISOString': ['RangeError'],
  'global#TextDecoder': ['RangeError', 'TypeError'],
  'global#TextDecoder().decode': ['TypeError'],
};
