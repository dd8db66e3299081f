void f(void){operator
(