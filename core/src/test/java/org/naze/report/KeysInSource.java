package org.naze.report;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which words the causes ask for, read from their sources: the keys given to {@code because},
 * {@code against}, {@code remedy} and {@code variant}, also in the helpers that a cause calls. A
 * part that is not known before run time is an asterisk.
 */
final class KeysInSource {
    private final Map<String, ClassTree> classes = new TreeMap<>();

    private KeysInSource() {}

    /** Parses all sources of a folder. */
    static KeysInSource of(Path folder) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var paths = Files.list(folder)) {
            var units = files.getJavaFileObjectsFromPaths(paths.sorted().toList());
            var task =
                    (JavacTask)
                            compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
            var keys = new KeysInSource();
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declared) {
                        keys.classes.put(declared.getSimpleName().toString(), declared);
                    }
                }
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one class asks for and supplies, and everything of others that it calls. */
    Use of(String simpleName) {
        var use = new Use();
        for (Tree member : tree(simpleName).getMembers()) {
            use.scan(simpleName, member);
        }
        return use;
    }

    private ClassTree tree(String simpleName) {
        ClassTree tree = classes.get(simpleName);
        if (tree == null) {
            throw new IllegalArgumentException("no class " + simpleName);
        }
        return tree;
    }

    /** The keys asked for, and every string literal on the way, among them all values' names. */
    final class Use {
        final Set<String> keys = new TreeSet<>();
        final Set<String> literals = new TreeSet<>();
        private final Set<MethodTree> followed = new HashSet<>();

        private void scan(String owner, Tree tree) {
            new Scanner(this, owner).scan(tree, null);
        }

        private void follow(String owner, String method) {
            ClassTree helper = classes.get(owner);
            if (helper == null) {
                return;
            }
            for (Tree member : helper.getMembers()) {
                if (member instanceof MethodTree m
                        && m.getName().contentEquals(method)
                        && followed.add(m)) {
                    scan(owner, m);
                }
            }
        }
    }

    private final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Use use;
        private final String owner;
        private @Nullable MethodTree method;

        Scanner(Use use, String owner) {
            this.use = use;
            this.owner = owner;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            MethodTree outer = method;
            method = tree;
            super.visitMethod(tree, null);
            method = outer;
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
            if (literal.getValue() instanceof String text) {
                use.literals.add(text);
            }
            return super.visitLiteral(literal, null);
        }

        @Override
        public @Nullable Void visitMemberReference(
                MemberReferenceTree reference, @Nullable Void nothing) {
            use.follow(
                    lastWord(reference.getQualifierExpression()), reference.getName().toString());
            return super.visitMemberReference(reference, null);
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree call, @Nullable Void nothing) {
            String method = lastWord(call.getMethodSelect());
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                use.follow(lastWord(select.getExpression()), method);
            } else {
                use.follow(owner, method);
            }
            List<? extends ExpressionTree> arguments = call.getArguments();
            switch (method) {
                case "because", "against" -> add("evidence.", arguments.getFirst());
                case "variant" -> add("explanation.", arguments.getFirst());
                case "remedy" -> remedy(arguments);
                default -> {}
            }
            return super.visitMethodInvocation(call, null);
        }

        /** {@code remedy(where, key, …)}, or a helper's with the finding before that. */
        private void remedy(List<? extends ExpressionTree> arguments) {
            for (ExpressionTree argument : arguments.subList(1, Math.min(3, arguments.size()))) {
                if (!strings(argument).isEmpty()) {
                    add("remedy.", argument);
                    return;
                }
            }
        }

        private void add(String prefix, ExpressionTree argument) {
            for (String key : strings(argument)) {
                use.keys.add(key.isEmpty() ? prefix.replace(".", "") : prefix + key);
            }
        }

        /** The texts that an expression can stand for; none where it comes from elsewhere. */
        private Set<String> strings(@Nullable Tree expression) {
            return switch (expression) {
                case LiteralTree literal when literal.getValue() instanceof String text ->
                        Set.of(text);
                case ParenthesizedTree inner -> strings(inner.getExpression());
                case ConditionalExpressionTree either -> {
                    var both = new TreeSet<>(strings(either.getTrueExpression()));
                    both.addAll(strings(either.getFalseExpression()));
                    yield both;
                }
                case BinaryTree sum -> joined(sum);
                case IdentifierTree name -> named(name.getName().toString());
                case MethodInvocationTree call when isKebab(call) -> Set.of("*");
                case null, default -> Set.of();
            };
        }

        private Set<String> joined(BinaryTree sum) {
            Set<String> right = strings(sum.getRightOperand());
            var all = new TreeSet<String>();
            for (String left : strings(sum.getLeftOperand())) {
                for (String end : right.isEmpty() ? Set.of("*") : right) {
                    all.add(left + end);
                }
            }
            return all;
        }

        /** What the variables of this name begin with; of a parameter what the class gives it. */
        private Set<String> named(String name) {
            MethodTree within = method;
            int parameter = within == null ? -1 : parameter(within, name);
            var all = new TreeSet<String>();
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
                    if (parameter < 0 && variable.getName().contentEquals(name)) {
                        all.addAll(strings(variable.getInitializer()));
                    }
                    return super.visitVariable(variable, null);
                }

                @Override
                public @Nullable Void visitMethodInvocation(
                        MethodInvocationTree call, @Nullable Void nothing) {
                    boolean calls =
                            within != null
                                    && call.getMethodSelect() instanceof IdentifierTree called
                                    && called.getName().equals(within.getName());
                    if (parameter >= 0 && calls && parameter < call.getArguments().size()) {
                        ExpressionTree given = call.getArguments().get(parameter);
                        all.addAll(given instanceof LiteralTree ? strings(given) : Set.of());
                    }
                    return super.visitMethodInvocation(call, null);
                }
            }.scan(tree(owner), null);
            return all;
        }

        private static int parameter(MethodTree method, String name) {
            var parameters = method.getParameters();
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).getName().contentEquals(name)) {
                    return i;
                }
            }
            return -1;
        }

        private static boolean isKebab(MethodInvocationTree call) {
            return call.getMethodSelect() instanceof MemberSelectTree select
                    && lastWord(select.getExpression()).equals("Kebab");
        }

        /** {@code b} of {@code a.b}. */
        private static String lastWord(Tree expression) {
            return switch (expression) {
                case IdentifierTree name -> name.getName().toString();
                case MemberSelectTree select -> select.getIdentifier().toString();
                default -> "";
            };
        }
    }
}
