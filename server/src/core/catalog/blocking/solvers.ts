// Functions of solvers and model runtimes that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const solvers: readonly BlockingCall[] = calls({ class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'CPXmipopt', header: 'ilcplex/cplex.h' },
  { name: 'GRBoptimize', header: 'gurobi_c.h', note: 'callback; gurobi' },
  { name: 'LGBM_BoosterUpdateOneIter', header: 'LightGBM/c_api.h' },
  { name: 'METIS_PartGraphKway', header: 'metis.h' },
  { name: 'MXExecutorForward', header: 'mxnet/c_api.h' },
  { name: 'OrtRun', header: 'onnxruntime_c_api.h', returns: 'OrtStatus*' },
  { name: 'SuperLU_dgssv', header: 'slu_ddefs.h', returns: 'void' },
  { name: 'TF_SessionRun', header: 'tensorflow/c/c_api.h', returns: 'void' },
  { name: 'XGBoosterPredict', header: 'xgboost/c_api.h' },
  { name: 'XGBoosterUpdateOneIter', header: 'xgboost/c_api.h' },
  { name: 'Z3_optimize_check', header: 'z3.h', returns: 'Z3_lbool' },
  { name: 'Z3_solver_check', header: 'z3.h', returns: 'Z3_lbool' },
  { name: 'cholmod_factorize', header: 'cholmod.h' },
  { name: 'glp_intopt', header: 'glpk.h', note: 'callback' },
  { name: 'glp_simplex', header: 'glpk.h' },
  { name: 'igraph_betweenness', header: 'igraph.h', certainty: 'usually' },
  { name: 'igraph_shortest_paths_dijkstra', header: 'igraph.h', certainty: 'usually' },
  { name: 'ipasir_solve', header: 'ipasir.h' },
  { name: 'minisat_solve', header: 'minisat.h' },
  { name: 'picosat_sat', header: 'picosat.h' },
  { name: 'qh_new_qhull', header: 'libqhull_r/libqhull_r.h' },
  { name: 'svm_train', header: 'svm.h', returns: 'struct svm_model*' },
  { name: 'umfpack_di_numeric', header: 'umfpack.h' },
  { name: 'umfpack_di_symbolic', header: 'umfpack.h', certainty: 'usually' },
]);
